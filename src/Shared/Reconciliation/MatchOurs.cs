using Shared.Ledger;
using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>
/// Looks at what our ledger has of a day and the gateway's statement has not: each is asked about by itself before anybody is
/// alarmed. Money at the border of two days stands in the statement of the other one.
/// </summary>
internal sealed class MatchOurs(AppDb db, GatewayDesk gateways, FindMoney findMoney)
{
    private const int Batch = 25;

    private sealed record Act(string Source, string About);

    /// <summary>How many acts were looked at, none when all have been; and why the gateway could not be asked.</summary>
    public async Task<(int Looked, GatewayError? Error)> ExecuteAsync(ReconRun run, GatewayAccount account, CancellationToken stopping)
    {
        var acts = await UnseenAsync(run);
        List<ReconFinding> findings = [];

        foreach (var act in acts)
        {
            var (finding, error) = await LookAsync(run, account, act, stopping);

            if (error is not null)
            {
                return (0, error);
            }

            findings.Add(finding!);
        }

        db.ChangeTracker.Clear();
        var fresh = await db.ReconRuns.SingleAsync(r => r.CreditorId == run.CreditorId && r.Id == run.Id, stopping);

        if (fresh.Pass == run.Pass)
        {
            await db.NoteAsync(fresh, findings);
            await db.SaveChangesAsync(stopping);
        }

        return (acts.Count, null);
    }

    private async Task<(ReconFinding? Finding, GatewayError? Error)> LookAsync(ReconRun run, GatewayAccount account, Act act, CancellationToken stopping)
    {
        var kind = act.Source.Split(':')[0] switch
        {
            "payment" => ReconKind.Payment,
            "refund" => ReconKind.Refund,
            "dispute" => ReconKind.Chargeback,
            "stray" => ReconKind.Other,
            _ => ReconKind.Settlement,
        };

        if (kind is ReconKind.Settlement)
        {
            return (await SettlementAsync(run, account, act), null);
        }

        if (kind is ReconKind.Other)
        {
            return await StrayAsync(run, account, act, stopping);
        }

        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.CreditorId == run.CreditorId && p.Id == Id<Payment>.Parse(act.About.Split(':')[1]), stopping);
        var answer = await findMoney.ExecuteAsync(new(account, payment.ChargeId, []), stopping);

        if (!answer.IsOk(out var remote, out var error) && error.Kind is not GatewayErrorKind.NotFound)
        {
            return (null, error);
        }

        var there = remote?.Payments.FirstOrDefault(p => p.ExternalId == payment.ExternalId);
        var ledger = (await db.ClearingAboutAsync(run.CreditorId, [act.About])).Where(s => s.Source == act.Source && !s.Why.EndsWith(" fee", StringComparison.Ordinal))
            .Select(s => s.Amount).Total();
        var (name, at, amount) = kind is ReconKind.Payment
            ? (payment.ExternalId, there?.PaidAt, there?.Amount)
            : await ReturnAsync(act, payment, there);

        // It is there: in the list of another day, or too late for this one.
        return amount == ledger
            ? (new(kind, name, at!.Value, ReconClass.Matched, Money.Zero, Money.Zero, act.Source, payment.Id), null)
            : (new(
                kind, name, at ?? payment.PaidAt, amount is null ? ReconClass.MissingThere : kind is ReconKind.Payment ? ReconClass.AmountDiffers : ReconClass.StatusDiffers,
                amount ?? Money.Zero, ledger, act.Source, payment.Id), null);
    }

    private async Task<(ReconFinding? Finding, GatewayError? Error)> StrayAsync(ReconRun run, GatewayAccount account, Act act, CancellationToken stopping)
    {
        var stray = await db.StrayPayments.AsNoTracking().SingleAsync(s => s.CreditorId == run.CreditorId && act.Source == "stray:" + s.Id, stopping);
        var answer = await gateways.Of(account).FindPaymentAsync(account, stray.ExternalId, stopping);

        if (!answer.IsOk(out var there, out var error) && error.Kind is not GatewayErrorKind.NotFound)
        {
            return (null, error);
        }

        var ledger = (await db.ClearingAboutAsync(run.CreditorId, [act.About])).Select(s => s.Amount).Total();
        var left = there?.Amount - there?.Refunds.Where(r => r.Status is RemoteRefundStatus.Succeeded).Select(r => r.Amount).Total();
        return left == ledger
            ? (new(ReconKind.Payment, stray.ExternalId, stray.PaidAt, ReconClass.Matched, Money.Zero, Money.Zero, act.Source), null)
            : (new(ReconKind.Payment, stray.ExternalId, stray.PaidAt, there is null ? ReconClass.MissingThere : ReconClass.AmountDiffers, left ?? Money.Zero, ledger, act.Source), null);
    }

    // What has come again, or never went, has moved nothing.
    private async Task<(string Name, DateTimeOffset? At, Money? Amount)> ReturnAsync(Act act, Payment payment, RemotePayment? there)
    {
        var refund = await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.CreditorId == payment.CreditorId && act.Source == "refund:" + r.Id);
        var dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(d => d.CreditorId == payment.CreditorId && act.Source == "dispute:" + d.Id);
        var found = there?.Refunds.FirstOrDefault(r =>
            refund is not null ? !r.IsTaken && (r.OurId == refund.GatewayId || r.ExternalId == refund.ExternalId) : r.ExternalId == dispute?.ExternalId);
        return (
            $"{payment.ExternalId}/{refund?.ExternalId ?? refund?.GatewayId ?? dispute?.ExternalId}",
            found?.At, found is null ? null : found.Status is RemoteRefundStatus.Succeeded ? -found.Amount : Money.Zero);
    }

    // Booked by hand from the bank's statement where the gateway tells of none: there is nothing to compare it with.
    private async Task<ReconFinding> SettlementAsync(ReconRun run, GatewayAccount account, Act act)
    {
        var booked = (await db.ClearingAboutAsync(run.CreditorId, [act.About])).Where(s => s.Source == act.Source).Select(s => s.Amount).Total();
        var name = act.Source[BookSettlement.SourceOf(account.Id, "").Length..];
        return gateways.Of(account).Abilities.TellsSettlements
            ? new(ReconKind.Settlement, name, run.Window.From, ReconClass.MissingThere, Money.Zero, booked, act.Source)
            : new(ReconKind.Settlement, name, run.Window.From, ReconClass.Matched, booked, booked, act.Source);
    }

    private Task<List<Act>> UnseenAsync(ReconRun run)
    {
        var (from, until) = (run.Window.From.ToUniversalTime(), run.Window.Until.ToUniversalTime());
        return db.Database.SqlQuery<Act>($"""
            select distinct e.source, e.about
            from ledger_entries e
            join ledger_lines l on l.creditor_id = e.creditor_id and l.entry_id = e.id and l.account = 'GatewayClearing'
            left join payments p on p.creditor_id = e.creditor_id and e.about = 'payment:' || p.id
            left join stray_payments s on s.creditor_id = e.creditor_id and e.about = 'stray:' || s.id
            where e.creditor_id = {run.CreditorId.Value} and e.posted_at >= {from} and e.posted_at < {until}
              and (coalesce(p.gateway_account_id, s.gateway_account_id) = {run.GatewayAccountId.Value} or e.source like 'settlement:' || {run.GatewayAccountId.Value}::text || ':%')
              and e.source not like 'correction-%'
              and not exists (select from recon_items i where i.creditor_id = e.creditor_id and i.source = e.source and (i.run_id <> {run.Id.Value} or i.pass = {run.Pass}))
            order by 1 limit {Batch}
            """).ToListAsync();
    }
}
