using Shared.Agreements;
using Shared.Payments;

namespace Portal;

/// <summary>Money of a payment that goes or went back, said to whoever paid: how much, why, by when, and what is owed again.</summary>
public sealed record MoneyBack(string Kind, string Heading, IReadOnlyList<string> Lines)
{
    /// <summary>How much of it had been more than was due, and is not the debtor's to use any more.</summary>
    public Money PromisedOfExcess { get; private init; }

    private static readonly Dictionary<RefundReason, string> Reasons = new()
    {
        [RefundReason.PaidTwice] = "Foi pago duas vezes.",
        [RefundReason.PaidTooMuch] = "Foi pago mais do que o devido.",
        [RefundReason.AskedByDebtor] = "Você pediu.",
        [RefundReason.MadeInError] = "Foi pago por engano.",
    };

    public static MoneyBack Of(Refund refund, DateOnly today)
    {
        var arrivesBy = (refund.RequestedAt + Refund.Patience).BrazilDay;
        IEnumerable<string> why = Reasons.TryGetValue(refund.Reason, out var reason) ? [reason] : [];

        if (refund.Status is RefundStatus.Succeeded)
        {
            return new(
                "ok", $"{refund.Amount} voltaram para você",
                [$"Devolvemos em {refund.SucceededAt!.Value.BrazilDay.Near(today)}. {Way(refund)}", .. why, .. OwedAgain(refund.FromCreditor, "Desse dinheiro")]);
        }

        var when = today > arrivesBy
            ? "Está demorando mais do que devia, e a falha não é sua. Nossa equipe já está atrás."
            : $"Deve chegar até {arrivesBy.Near(today)}.";
        return new(
            today > arrivesBy ? "attention" : "info", $"{refund.Amount} estão voltando para você",
            [$"{when} {Way(refund)}", .. why, .. OwedAgain(refund.FromCreditor, "Quando chegar")])
        {
            PromisedOfExcess = refund.FromCredit,
        };
    }

    public static MoneyBack Of(Dispute dispute, DateOnly today) => new(
        "attention", $"O seu banco pegou {dispute.Amount} de volta",
        [
            $"Foi em {dispute.TakenAt!.Value.BrazilDay.Near(today)}. Isso acontece quando alguém contesta o pagamento no banco.",
            .. OwedAgain(dispute.FromCreditor, "Desse dinheiro"),
            "Não foi você que pediu? Fale com a gente.",
        ]);

    private static string Way(Refund refund) => (refund.Channel, refund.Status) switch
    {
        (RefundChannel.Manual, RefundStatus.Succeeded) => "O credor fez uma transferência para você.",
        (RefundChannel.Manual, _) => "O credor vai fazer uma transferência para você.",
        (_, RefundStatus.Succeeded) => "Voltou por onde você pagou.",
        _ => "Volta por onde você pagou.",
    };

    private static IEnumerable<string> OwedAgain(Money amount, string when) =>
        amount.IsZero ? [] : [$"{when}, {amount} que tinham pago parcelas ficam em aberto de novo."];
}

public static class MoneyBackInDb
{
    extension(AppDb db)
    {
        /// <summary>What of these payments goes or went back, newest first.</summary>
        public async Task<IReadOnlyList<MoneyBack>> MoneyBackAsync(IReadOnlyCollection<Id<Payment>> payments, DateOnly today)
        {
            List<RefundStatus> nothing = [.. Refund.Void];
            var refunds = await db.Refunds.AsNoTracking()
                .Where(r => payments.Contains(r.PaymentId) && !nothing.Contains(r.Status)).OrderByDescending(r => r.RequestedAt).ToListAsync();
            var disputes = await db.Disputes.AsNoTracking()
                .Where(d => payments.Contains(d.PaymentId) && d.Status == DisputeStatus.Taken).OrderByDescending(d => d.TakenAt).ToListAsync();
            return [.. disputes.Select(d => MoneyBack.Of(d, today)), .. refunds.Select(r => MoneyBack.Of(r, today))];
        }

        /// <summary>Every payment for an agreement: what paid it, and what came by its codes and paid nothing.</summary>
        public async Task<IReadOnlyList<Id<Payment>>> PaymentsOfAsync(AgreementPlan plan)
        {
            List<string> purposes = [.. plan.All.Select(line => InstalmentPurpose.Of(line.Instalment.Id))];
            var own = await db.Payments.Where(p => p.CreditorId == plan.Agreement.CreditorId)
                .Join(db.Charges.Where(c => purposes.Contains(c.Purpose)), p => new { p.CreditorId, Id = p.ChargeId }, c => new { c.CreditorId, c.Id }, (p, _) => p.Id)
                .ToListAsync();
            return [.. own.Union(plan.All.SelectMany(line => line.Paid).Select(a => a.PaymentId))];
        }
    }
}
