using Shared.Payments;

namespace Shared.Support;

/// <summary>Who may say what becomes of money that names no charge: whoever holds its case, while nobody has said it yet.</summary>
internal static class StrayDesk
{
    public static readonly Refusal NotFound = new("stray-payment-not-found", "Não encontramos este dinheiro.");
    public static readonly Refusal Resolved = new("stray-payment-resolved", "Este dinheiro já foi identificado ou devolvido. Veja como o caso terminou.");

    extension(AppDb db)
    {
        public async Task<Outcome<StrayPayment>> OpenStrayAsync(Id<StrayPayment> id, Actor actor)
        {
            if (await db.StrayPayments.SingleOrDefaultAsync(s => s.Id == id) is not { } stray)
            {
                return NotFound;
            }

            if (!stray.IsOpen)
            {
                return Resolved;
            }

            // It ends in one act with the money: without an open one, somebody was faster between the two looks.
            return await db.Cases.SingleOrDefaultAsync(c => c.Kind == CaseKind.UnidentifiedMoney && c.Subject == id.Value && c.Status == CaseStatus.Open) is not { } held
                ? Resolved
                : await db.WhyNotAsync(held, actor) is { } refusal ? refusal : stray;
        }
    }
}
