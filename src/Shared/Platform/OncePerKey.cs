using System.Text.Json;

namespace Shared.Platform;

/// <summary>Who repeats what: the caller, the key they chose, and all that their request says.</summary>
public sealed record OnceRequest(string Caller, string Key, string Content);

/// <summary>An answer as it went over the wire.</summary>
public sealed record KeptAnswer(int Status, Dictionary<string, string> Headers, byte[] Body);

public enum OnceOutcome { Done, Replayed, KeyReused, StillRunning }

public sealed record OnceAnswer(OnceOutcome Outcome, KeptAnswer? Answer);

/// <summary>
/// Does an act once per key, however often it is asked. Key, act and answer commit together: a crash before that
/// leaves nothing, and a second request meanwhile waits for the first and gets its answer.
/// </summary>
public sealed class OncePerKey(AppDb db, ActTransaction transaction, Tenant tenant, Vault vault, TimeProvider clock)
{
    private const string Context = "idempotent-answer";

    /// <summary>Answers that <paramref name="keeps"/> turns down undo the act and leave the key free.</summary>
    public async Task<OnceAnswer> RunAsync(OnceRequest request, Func<Task<KeptAnswer>> act, Func<KeptAnswer, bool> keeps)
    {
        var fingerprint = FingerprintOf(request);

        try
        {
            return await transaction.RunAsync(
                async () =>
                {
                    if (!await TakeKeyAsync(request, fingerprint))
                    {
                        return await FindAsync(request, fingerprint) ?? new(OnceOutcome.StillRunning, null);
                    }

                    var answer = await act();
                    await FillAsync(request, answer);
                    return new OnceAnswer(OnceOutcome.Done, answer);
                },
                once => once is { Outcome: OnceOutcome.Done, Answer: { } answer } && keeps(answer));
        }
        catch (Exception busy) when (busy.LockTimedOut)
        {
            return new(OnceOutcome.StillRunning, null);
        }
    }

    private Id<Creditor> Creditor => tenant.CreditorId!.Value;

    private byte[] FingerprintOf(OnceRequest request) => vault.BlindIndex("idempotency", request.Content);

    // Whoever comes second waits here on the first one's unfinished row, but not for ever.
    private async Task<bool> TakeKeyAsync(OnceRequest request, byte[] fingerprint) => await db.Database.ExecuteSqlAsync($"""
        set local lock_timeout = '2s';
        insert into idempotency_keys (creditor_id, caller, key, fingerprint, created_at)
        values ({Creditor.Value}, {request.Caller}, {request.Key}, {fingerprint}, {clock.GetUtcNow()})
        on conflict do nothing;
        set local lock_timeout to default
        """) == 1;

    private async Task<OnceAnswer?> FindAsync(OnceRequest request, byte[] fingerprint)
    {
        var row = await db.Set<IdempotencyRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Caller == request.Caller && r.Key == request.Key);
        return row switch
        {
            null => null,
            _ when !row.Fingerprint.AsSpan().SequenceEqual(fingerprint) => new(OnceOutcome.KeyReused, null),
            { SealedAnswer: { } kept } => new(OnceOutcome.Replayed, JsonSerializer.Deserialize<KeptAnswer>(vault.Open(kept, Context))!),
            _ => new(OnceOutcome.StillRunning, null),
        };
    }

    private Task<int> FillAsync(OnceRequest request, KeptAnswer answer)
    {
        var kept = vault.Seal(JsonSerializer.SerializeToUtf8Bytes(answer), Context);
        return db.Set<IdempotencyRow>().Where(r => r.Caller == request.Caller && r.Key == request.Key)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.StatusCode, answer.Status).SetProperty(x => x.SealedAnswer, kept));
    }
}
