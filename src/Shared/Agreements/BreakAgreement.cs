using Shared.Debtors;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// The agreement was undone for want of money. <paramref name="Paid"/> came off the debts, <paramref name="DiscountLost"/> is
/// owed again, and nothing is offered before <paramref name="OffersFrom"/>.
/// </summary>
public sealed record AgreementBroken(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Money Paid, Money DiscountLost, DateOnly OffersFrom) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// Undoes an agreement whose grace is over and whose warning was delivered (product decision 2): the debts come back less
/// what was paid (decision 3). Whoever calls has asked the gateways first.
/// </summary>
internal sealed class BreakAgreement(AppDb db, ReturnDebts returnDebts, EventLog events, JobQueue jobs, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("agreement-not-found", "Não encontramos este acordo.");
    public static readonly Refusal NotDue = new("agreement-not-breakable", "Este acordo não pode ser desfeito agora.");
    public static readonly Refusal Paused = new("debt-paused", "Um título deste acordo está em pausa: o acordo não se desfaz enquanto isso.");

    public async Task<Outcome<Agreement>> ExecuteAsync(Id<Agreement> id, MoneyInSight seen, Actor actor)
    {
        if (await db.Agreements.SingleOrDefaultAsync(a => a.Id == id) is not { } agreement)
        {
            return NotFound;
        }

        var plan = await db.Instalments.Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == id).ToListAsync();
        var today = clock.Today;

        if (agreement is not { Status: AgreementStatus.Active, HeldAt: null } || Lateness.Of(agreement, plan, today)?.MayEndOn(today) is not true)
        {
            return NotDue;
        }

        if (await db.IsPausedAsync(agreement, today))
        {
            return Paused;
        }

        if (seen.Refusal is { } wait)
        {
            return wait;
        }

        var now = clock.GetUtcNow();
        var offersFrom = today.AddDays(agreement.Terms.Rules.ReofferDays);
        var returned = await returnDebts.ExecuteAsync(agreement, now, offersFrom);
        agreement.Break(now);
        (await db.Debtors.SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId)).BreakAgreement(now);
        await events.RecordAsync(
            new AgreementBroken(
                agreement.CreditorId, agreement.PersonKey, id, returned.Credited, agreement.Terms.Discount.Total, offersFrom),
            actor);
        jobs.Enqueue(new SendAgreementLetter(id, AgreementLetter.Undone, now), agreement.CreditorId);
        await db.SaveChangesAsync();
        return agreement;
    }
}
