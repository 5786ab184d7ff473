using Shared.Payments;

namespace Shared.Support;

/// <summary>
/// Staff gives money of a payment back. What did not fit is the debtor's, and anybody may return it; what had paid something is
/// owed again and was the creditor's: that takes an authority over so much, or a colleague who has it.
/// </summary>
public sealed class GiveBack(AppDb db, Tenant tenant, RefundPayment refundPayment)
{
    public static readonly Refusal NotStaff = new("staff-required", "Só alguém da equipe devolve dinheiro pelo console.");

    public async Task<Outcome<Refund>> ExecuteAsync(RefundPayment.Request request, Actor actor) =>
        tenant.CreditorId is { } creditor && await db.ColleagueAsync(creditor, actor) is { } colleague
            ? await refundPayment.ExecuteAsync(request with { MostFromCreditor = colleague.MaxGivenUp }, actor)
            : NotStaff;
}
