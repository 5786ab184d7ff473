using Shared.Ledger;
using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>Books what a gateway sent to the bank, and shows what else changed its balance: nothing of that is in our books, and nothing is hidden.</summary>
internal sealed class MatchSettlements(AppDb db, BookSettlement bookSettlement)
{
    private HashSet<string> _wereMissing = [];

    public async Task<GatewayError?> ExecuteAsync(GatewayAccount account, IReadOnlyList<RemoteSettlement> page, CancellationToken stopping)
    {
        var booked = (await db.ClearingAboutAsync(account.CreditorId, [.. page.Select(s => SourceOf(account, s))])).Select(s => s.Source).ToHashSet();
        _wereMissing = [.. page.Where(s => s.Other is null && !booked.Contains(SourceOf(account, s))).Select(s => s.ExternalId)];

        foreach (var sent in page.Where(s => _wereMissing.Contains(s.ExternalId)))
        {
            await bookSettlement.ExecuteAsync(new(account.Id, sent.ExternalId, sent.Amount), ReconcileDay.Clerk);
            stopping.ThrowIfCancellationRequested();
        }

        return null;
    }

    public async Task NoteAsync(ReconRun run, GatewayAccount account, IReadOnlyList<RemoteSettlement> page)
    {
        var ledger = await db.ClearingAboutAsync(account.CreditorId, [.. page.Select(s => SourceOf(account, s))]);
        await db.NoteAsync(run, [.. page.Select(s => Find(account, s, ledger))]);
    }

    private ReconFinding Find(GatewayAccount account, RemoteSettlement sent, IReadOnlyList<ClearingSum> ledger)
    {
        var source = SourceOf(account, sent);
        var booked = ledger.Where(s => s.Source == source).Select(s => s.Amount).Total();
        return sent.Other is { } other
            ? new(ReconKind.Other, $"{sent.ExternalId} {other}", sent.At, ReconClass.Unidentified, -sent.Amount, Money.Zero, null)
            : new(
                ReconKind.Settlement, sent.ExternalId, sent.At,
                booked != -sent.Amount ? ReconClass.AmountDiffers : _wereMissing.Contains(sent.ExternalId) ? ReconClass.MissingHere : ReconClass.Matched,
                -sent.Amount, booked, source);
    }

    private static string SourceOf(GatewayAccount account, RemoteSettlement sent) => BookSettlement.SourceOf(account.Id, sent.ExternalId);
}
