using System.Linq.Expressions;
using Admin.Api.Http;
using Admin.Api.Offers;
using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Admin.Api.Agreements;

/// <summary>An agreement in a list.</summary>
/// <param name="Number">What people read to each other: "2026-7F3K-92QD".</param>
public sealed record AgreementSummary(
    Id<Agreement> Id, string Number, AgreementStatus Status, Id<Debtor> DebtorId, Money Total, DateTimeOffset AcceptedAt, DateTimeOffset? SettledAt)
{
    internal static readonly Expression<Func<Agreement, AgreementSummary>> Of = a => new(
        a.Id, a.Number, a.Status, a.DebtorId, a.Total, a.AcceptedAt, a.SettledAt);
}

/// <summary>What a debtor and a creditor have agreed, with everything the debtor was told.</summary>
/// <param name="TermSha256">SHA-256 of the PDF of the term, in hex.</param>
/// <param name="Paid">All that was paid for it, late charges included.</param>
public sealed record AgreementView(
    Id<Agreement> Id, string Number, AgreementStatus Status, Id<Debtor> DebtorId, IReadOnlyList<Id<Debt>> DebtIds, Id<OfferPolicy> PolicyId, Money Total,
    Money Paid, TermsView Terms, string TermSha256, DateTimeOffset AcceptedAt, AcceptanceView Acceptance, DateTimeOffset? SettledAt, LifeView Life,
    IReadOnlyList<InstalmentView> Instalments) : IRepresentation
{
    internal static AgreementView Of(AgreementPlan plan, IReadOnlyList<Id<Debt>> debts, AcceptanceEvidence evidence, Id<Agreement>? next)
    {
        var a = plan.Agreement;
        return new(
            a.Id, a.Number, a.Status, a.DebtorId, debts, a.PolicyId, a.Total, a.Paid, TermsView.Of(a.Terms), a.TermSha256, a.AcceptedAt,
            AcceptanceView.Of(evidence), a.SettledAt, LifeView.Of(plan, next), [.. plan.All.Select(InstalmentView.Of)]);
    }
}

public enum AcceptedThrough { Portal, Creditor }

/// <summary>How the debtor said yes.</summary>
/// <param name="Evidence">Of a yes that the creditor took; what proves one on the portal is kept for disputes.</param>
public sealed record AcceptanceView(AcceptedThrough Through, EvidenceView? Evidence)
{
    internal static AcceptanceView Of(AcceptanceEvidence evidence) => evidence.Elsewhere is { } yes
        ? new(AcceptedThrough.Creditor, new(yes.Channel, yes.SaidAt, yes.Reference, yes.Sha256, yes.TakenBy, yes.Note))
        : new(AcceptedThrough.Portal, null);
}

/// <summary>A yes that the creditor took, as it was sent.</summary>
public sealed record EvidenceView(YesChannel Channel, DateTimeOffset SaidAt, string Reference, string Sha256, string TakenBy, string? Note);

/// <summary>How an agreement fares.</summary>
/// <param name="LateSince">The due date of the oldest late instalment.</param>
/// <param name="PayBy">While it is late: the last day on which paying keeps it, as of now.</param>
/// <param name="CureNoticeAt">When the warning that comes before a break was delivered.</param>
/// <param name="RenegotiatedFrom">The agreement this one took the place of.</param>
/// <param name="RenegotiatedTo">The agreement that took the place of this one.</param>
public sealed record LifeView(
    DateOnly? LateSince, DateOnly? PayBy, DateTimeOffset? CureNoticeAt, DateTimeOffset? BrokenAt, DateTimeOffset? CancelledAt, CancelReason? CancelledFor,
    Id<Agreement>? RenegotiatedFrom, Id<Agreement>? RenegotiatedTo, DateTimeOffset? RenegotiatedAt)
{
    internal static LifeView Of(AgreementPlan plan, Id<Agreement>? next)
    {
        var a = plan.Agreement;
        var lateness = Lateness.Of(a, plan.Lines.Select(l => l.Instalment), plan.Day);
        return new(lateness?.Since, lateness?.PayBy, a.CureNoticeAt, a.BrokenAt, a.CancelledAt, a.CancelledFor, a.RenegotiatedFrom, next, a.RenegotiatedAt);
    }
}

/// <summary>One payment of an agreement.</summary>
/// <param name="Interest">The part of the amount that is interest of the plan.</param>
/// <param name="DueToday">What paying it today takes, late charges included; zero once it is paid or out of the plan.</param>
/// <param name="FirstDueDate">Where the due date stood at first, once it was moved; the interest of the days between is the deferral.</param>
/// <param name="Rebate">Interest that fell away because it was paid early.</param>
/// <param name="DroppedAt">When it went out of the plan unpaid.</param>
/// <param name="SplitFrom">The late instalment this one is a half of.</param>
public sealed record InstalmentView(
    Id<Instalment> Id, int Number, DateOnly DueDate, Money Amount, Money Interest, Money Paid, Money LateChargesPaid, Money DueToday, Money LateChargesToday,
    DateOnly? FirstDueDate, Money Deferral, Money Rebate, DateTimeOffset? PaidAt, DateTimeOffset? DroppedAt, Id<Instalment>? SplitFrom)
{
    internal static InstalmentView Of(PlanLine line)
    {
        var i = line.Instalment;
        return new(
            i.Id, i.Number, i.DueOn, i.Amount, i.Interest, i.Paid, i.LateChargesPaid, line.IsOpen ? line.Due.Total : Money.Zero,
            line.IsOpen ? line.Due.LateCharges : Money.Zero, i.FirstDueOn, i.Deferral, i.Rebate, i.PaidAt, i.DroppedAt, i.SplitFrom);
    }
}

/// <summary>An agreement as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowAgreement(AppDb db, Vault vault, CreditorClock clock) : IShow<Agreement>
{
    public async Task<IRepresentation?> FindAsync(Id<Agreement> id)
    {
        if (await db.PlanAsync(id, clock.Today) is not { } plan)
        {
            return null;
        }

        var debts = await db.AgreementDebts.Where(d => d.AgreementId == id).Select(d => d.DebtId).Order().ToListAsync();
        var next = await db.Agreements.Where(a => a.RenegotiatedFrom == id).Select(a => (Id<Agreement>?)a.Id).SingleOrDefaultAsync();
        return AgreementView.Of(plan, debts, AgreementEvidence.Open(plan.Agreement, vault), next);
    }
}
