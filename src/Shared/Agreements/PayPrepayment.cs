using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Gives the debtor a way to pay several instalments with one payment, at the price that was shown.</summary>
public sealed class PayPrepayment(AppDb db, OpenCharge openCharge, DescribeCharge describeCharge, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("prepayment-not-found", "Não encontramos este pagamento.");
    public static readonly Refusal Paid = new("prepayment-paid", "Estas parcelas já foram pagas.");
    public static readonly Refusal Expired = new("prepayment-expired", "Este valor era de outro dia. Nada foi cobrado. Veja o valor de hoje.");
    public static readonly Refusal Changed = new("prepayment-changed", "Uma das parcelas mudou. Nada foi cobrado. Veja o valor de agora.");

    public sealed record Request(Id<Prepayment> Id, PaymentMethod Method);

    public async Task<Outcome<Charge>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        if (await db.Prepayments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.Id, cancellation) is not { } prepayment)
        {
            return NotFound;
        }

        var plan = (await db.PlanAsync(prepayment.AgreementId, clock.Today, cancellation: cancellation))!;

        if (prepayment.Lines.All(l => plan.Find(l.InstalmentId).Instalment.IsPaid))
        {
            return Paid;
        }

        if (!plan.Agreement.IsLive)
        {
            return PayInstalment.NotPayable;
        }

        if (clock.Today > prepayment.ValidOn)
        {
            return Expired;
        }

        if (!prepayment.Fits(plan))
        {
            return Changed;
        }

        return await openCharge.ExecuteAsync(
            new(prepayment.CreditorId, prepayment.PersonKey, PrepaymentPurpose.Of(prepayment.Id), request.Method, actor, stop => DueAsync(prepayment, stop),
                stop => describeCharge.ExecuteAsync(plan.Agreement, null, stop)),
            cancellation);
    }

    // Between the look above and the asking, money may have come for any of them.
    private async Task<Money> DueAsync(Prepayment prepayment, CancellationToken cancellation)
    {
        var now = (await db.PlanAsync(prepayment.AgreementId, clock.Today, cancellation: cancellation))!;
        return prepayment.Fits(now) ? prepayment.ToPay : Money.Zero;
    }
}
