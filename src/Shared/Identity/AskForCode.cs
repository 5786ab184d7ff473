using Microsoft.Extensions.DependencyInjection;

namespace Shared.Identity;

/// <summary>
/// Somebody typed a document and wants in. Whether we know it is not looked up here: the same rows are written either
/// way, and the worker finds out, out of sight.
/// </summary>
public sealed class AskForCode(IServiceScopeFactory scopes, Vault vault, CodeLimits limits, TimeProvider clock)
{
    public static Refusal TooMany(DateTimeOffset again) =>
        new("too-many-codes", $"Já pedimos um código há pouco. Peça outro {ClockTime.From(again)}.");

    public sealed record Request(TaxId Document, string ClientAddress);

    public async Task<Outcome<CodeChallenge>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var person = vault.PersonOf(request.Document, CreditorMode.Live);
        var now = clock.GetUtcNow();
        var network = await limits.AskFromAsync(request.ClientAddress, cancellation);

        if (!network.Allowed)
        {
            return TooMany(now + network.RetryAfter);
        }

        // One at a time per document, across all instances: whoever passes may count the earlier ones at leisure.
        var resend = await limits.AskAboutAsync(person, cancellation);

        if (!resend.Allowed)
        {
            return TooMany(now + resend.RetryAfter);
        }

        await using var scope = scopes.ForPerson(person);
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();

        if (await FullUntilAsync(db, now, cancellation) is { } again)
        {
            return TooMany(again);
        }

        var nonce = CodeChallenge.NewNonce(person);
        var code = new OneTimeCode
        {
            PersonKey = person,
            NonceHash = OneTimeCode.HashOfNonce(vault, nonce),
            CreatedAt = now,
            ExpiresAt = now + OneTimeCode.Life,
        };
        db.Add(code);
        scope.ServiceProvider.GetRequiredService<JobQueue>().Enqueue(new SendCode(code.Id, person), creditorId: null);
        await db.SaveChangesAsync(cancellation);
        return new CodeChallenge(code.Id, nonce);
    }

    /// <summary>When the fullest window of this person has room again; null when all have room now.</summary>
    private static async Task<DateTimeOffset?> FullUntilAsync(AppDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var since = now - CodeLimits.AsksPerPerson.Max(w => w.Per);
        var asked = await db.OneTimeCodes.Where(c => c.CreatedAt > since)
            .OrderByDescending(c => c.CreatedAt).Select(c => c.CreatedAt)
            .Take(CodeLimits.AsksPerPerson.Max(w => w.Times)).ToListAsync(cancellation);

        return (from window in CodeLimits.AsksPerPerson
                where asked.Count >= window.Times
                let free = asked[window.Times - 1] + window.Per
                where free > now
                select (DateTimeOffset?)free).Max();
    }
}
