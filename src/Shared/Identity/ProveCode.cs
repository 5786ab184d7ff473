using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Shared.Identity;

/// <summary>Who it is: the person, and the id of the proof that stands behind everything done in this session.</summary>
public sealed record ProvenPerson(PersonKey Person, Id<OneTimeCode> ChallengeId);

/// <summary>
/// The code comes back. One statement counts the try and decides, so that neither two tabs nor two instances get an
/// extra one. A wrong guess costs the code, not only the guesser.
/// </summary>
public sealed class ProveCode(IServiceScopeFactory scopes, Vault vault, CodeLimits limits, TimeProvider clock)
{
    public static readonly Refusal Wrong = new("code-wrong", "O código não confere. Olhe a mensagem mais nova e digite de novo.");
    public static readonly Refusal Expired = new("code-expired", "Este código não vale mais. Peça outro.");
    public static readonly Refusal Spent = new("too-many-tries", "Foram muitas tentativas com este código. Peça outro.");

    public static Refusal TooMany(DateTimeOffset again) =>
        new("too-many-tries", $"Foram muitas tentativas. Tente de novo {ClockTime.From(again)}.");

    private const string Sql = """
        update one_time_codes set attempts = attempts + 1, consumed_at = case when code_hash = $1 then $2 end
        where id = $3 and nonce_hash = $4 and consumed_at is null and expires_at > $2 and attempts < $5
        returning consumed_at is not null, attempts
        """;

    public sealed record Request(Id<OneTimeCode> ChallengeId, string Nonce, string Code, string ClientAddress);

    public async Task<Outcome<ProvenPerson>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        if (!CodeChallenge.TryReadPerson(request.Nonce, out var person))
        {
            return Expired;
        }

        var now = clock.GetUtcNow();
        var limit = await limits.TryAsync(person, request.ClientAddress, cancellation);

        if (!limit.Allowed)
        {
            return TooMany(now + limit.RetryAfter);
        }

        var (proven, attempts) = await TryAsync(request, person, now, cancellation);

        if (proven)
        {
            return new ProvenPerson(person, request.ChallengeId);
        }

        await limits.FailedAsync(cancellation);
        return attempts switch
        {
            0 => Expired,
            OneTimeCode.MaxAttempts => Spent,
            _ => Wrong,
        };
    }

    private async Task<(bool Proven, int Attempts)> TryAsync(
        Request request, PersonKey person, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = scopes.ForPerson(person);
        var digits = new string([.. request.Code.Where(char.IsAsciiDigit)]);
        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = OneTimeCode.HashOf(vault, request.ChallengeId, digits) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.ChallengeId.Value });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = OneTimeCode.HashOfNonce(vault, request.Nonce) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = OneTimeCode.MaxAttempts });

        await using var reader = await scope.ServiceProvider.GetRequiredService<ScopedSql>().ReadAsync(cancellation, command);
        return await reader.ReadAsync(cancellation) ? (reader.GetBoolean(0), reader.GetInt32(1)) : (false, 0);
    }
}
