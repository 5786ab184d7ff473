using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Money that came, and how much of it fell on the instalment of a receipt.</summary>
public sealed record ReceivedPayment(Id<Payment> Id, string ExternalId, PaymentMethod Method, Money Amount, Money Here, DateTimeOffset PaidAt);

/// <summary>A paid instalment in its plan, with the payments that paid it, oldest first.</summary>
public sealed record InstalmentReceipt(AgreementPlan Plan, Instalment Instalment, IReadOnlyList<ReceivedPayment> Payments, Money Excess)
{
    /// <summary>What was paid for it in all: late charges in, the rebate out.</summary>
    public Money Received => Instalment.Paid + Instalment.LateChargesPaid;
}

/// <summary>How one instalment was paid.</summary>
public sealed class FindReceipt(AppDb db, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("instalment-not-found", "Não encontramos esta parcela.");
    public static readonly Refusal NotPaid = new("instalment-not-paid", "Esta parcela ainda não foi paga.");

    public async Task<Outcome<InstalmentReceipt>> ExecuteAsync(Id<Agreement> agreementId, int number)
    {
        var plan = await db.PlanAsync(agreementId, clock.Today);

        if (plan?.Find(number) is not { } line)
        {
            return NotFound;
        }

        if (!line.Instalment.IsPaid)
        {
            return NotPaid;
        }

        var own = await OwnPaymentsAsync(line.Instalment);
        return new InstalmentReceipt(plan, line.Instalment, await PaymentsAsync(line, own), await db.ExcessOfAsync(own));
    }

    // Those made with its own codes, the second of two among them. The rest came with others, for several at once.
    private Task<List<Id<Payment>>> OwnPaymentsAsync(Instalment instalment)
    {
        var purpose = InstalmentPurpose.Of(instalment.Id);
        var charges = db.Charges.Where(c => c.CreditorId == instalment.CreditorId && c.Purpose == purpose);
        return db.Payments.Where(p => p.CreditorId == instalment.CreditorId)
            .Join(charges, p => p.ChargeId, c => c.Id, (p, _) => p.Id).ToListAsync();
    }

    private async Task<IReadOnlyList<ReceivedPayment>> PaymentsAsync(PlanLine line, IReadOnlyList<Id<Payment>> own)
    {
        var here = line.Paid.GroupBy(a => a.PaymentId).ToDictionary(g => g.Key, g => g.Select(a => a.Total).Total());
        return [.. from made in await db.MadeAsync(own.Union(here.Keys))
                   let payment = made.Payment
                   select new ReceivedPayment(payment.Id, payment.ExternalId, made.Method, payment.Amount, here.GetValueOrDefault(payment.Id), payment.PaidAt)];
    }
}
