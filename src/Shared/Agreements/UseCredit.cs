using Shared.Ledger;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>What a debtor had paid beyond what was due pays instalments that are open.</summary>
public sealed record CreditUsed(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Payment> PaymentId, Id<Agreement> AgreementId, Money Amount) : IPersonEvent
{
    public Guid Subject => PaymentId.Value;
}

/// <summary>
/// Lets what did not fit of a payment pay the next open instalments of the same agreement, or of what took its place, as of the
/// day it was paid; those of the debtor's oldest live agreement, where it was for none. What they do not need stays the debtor's credit.
/// </summary>
public sealed class UseCredit(AppDb db, FindAim findAim, AllotPayment allotPayment, PostApplied postApplied, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = RefundPayment.NotFound;
    public static readonly Refusal NoCredit = new("no-credit", "Não há crédito neste pagamento.");
    public static readonly Refusal NothingOpen = new("nothing-open", "Não há parcela em aberto para este crédito.");

    private const int Tries = 5;

    /// <summary>How much of the credit was used.</summary>
    public sealed record Result(Id<Payment> PaymentId, Id<Agreement> AgreementId, Money Amount);

    public Task<Outcome<Result>> ExecuteAsync(Id<Payment> id, Actor actor) => db.AgainAsync(Tries, () => UseAsync(id, actor));

    private async Task<Outcome<Result>> UseAsync(Id<Payment> id, Actor actor)
    {
        if (await db.Payments.SingleOrDefaultAsync(p => p.Id == id) is not { } payment)
        {
            return NotFound;
        }

        if ((await db.PositionAsync(payment)).Credit is not { IsZero: false } credit)
        {
            return NoCredit;
        }

        if (await LiveAgreementOfAsync(payment) is not { } agreement)
        {
            return NothingOpen;
        }

        var plan = await db.PlanAsync(agreement, clock.Today, QueryTrackingBehavior.TrackAll);
        var taken = await allotPayment.ExecuteAsync(plan, plan.Open, null, new Arrival(payment.Id, credit, payment.PaidAt), actor);

        if (taken <= Money.Zero)
        {
            return NothingOpen;
        }

        await postApplied.ExecuteAsync(new(
            payment.CreditorId, payment.Id, $"credit-use:{Guid.CreateVersion7()}", "credit applied", Account.DebtorCredit, taken, taken));
        await events.RecordAsync(new CreditUsed(payment.CreditorId, payment.PersonKey, payment.Id, agreement.Id, taken), actor);
        await db.SaveChangesAsync();
        return new Result(payment.Id, agreement.Id, taken);
    }

    private async Task<Agreement?> LiveAgreementOfAsync(Payment payment)
    {
        var purpose = await db.Charges.Where(c => c.CreditorId == payment.CreditorId && c.Id == payment.ChargeId).Select(c => c.Purpose).SingleAsync();

        if (CreditPurpose.TryRead(purpose, out var debtor))
        {
            return await db.Agreements
                .Where(a => a.CreditorId == payment.CreditorId && a.DebtorId == debtor && (a.Status == AgreementStatus.Accepted || a.Status == AgreementStatus.Active))
                .OrderBy(a => a.Id).FirstOrDefaultAsync();
        }

        if (await findAim.ExecuteAsync(payment.CreditorId, purpose) is not { } aim)
        {
            return null;
        }

        var agreement = await db.InPlaceOfAsync(await db.Agreements.SingleAsync(a => a.CreditorId == payment.CreditorId && a.Id == aim.AgreementId));
        return agreement.IsLive ? agreement : null;
    }
}
