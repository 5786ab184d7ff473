using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Support;

/// <summary>
/// What staff's own plan would come to today: the same arithmetic as every offer, within the creditor's hard guards. Only
/// looks.
/// </summary>
public sealed class PriceOverride(AppDb db, FindIndexes findIndexes, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("debt-not-found", "Não achamos esta conta.");
    public static readonly Refusal NotOpen = new("debt-not-open", "Esta conta já tem um acordo ou já foi encerrada.");
    public static readonly Refusal Unclear = new("override-invalid", "Há algo a acertar na proposta.");
    public static readonly Refusal BeyondGuards = new("override-beyond-guards", "Passa do limite que o credor fixou para qualquer acordo, com ou sem alçada.");
    public static readonly Refusal NoPolicy = new("override-no-policy", "Publique uma política de ofertas antes: o acordo diz de qual versão ele se afasta.");

    public const int MostValidDays = 15;

    public sealed record Request(Id<Debt> DebtId, CustomPlan Plan, int ValidDays);

    /// <param name="PolicyId">The version in force, or the last that was: what the offer departs from.</param>
    public sealed record Result(Debt Debt, OfferTerms Terms, Id<OfferPolicy> PolicyId);

    public async Task<Outcome<Result>> ExecuteAsync(Request request)
    {
        if (await db.Debts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == request.DebtId) is not { } debt)
        {
            return NotFound;
        }

        if (debt.Status is not DebtStatus.Open)
        {
            return NotOpen;
        }

        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == debt.CreditorId);
        var facts = DealFacts.Of(debt, profile, clock.Today, await findIndexes.ExecuteAsync());

        if (FlawsOf(request, facts) is { Count: > 0 } flaws)
        {
            return Unclear with { Errors = flaws };
        }

        var policy = await db.OfferPolicies.Where(p => p.CreditorId == debt.CreditorId && p.PublishedAt != null)
            .OrderByDescending(p => p.Status == PolicyStatus.Published).ThenByDescending(p => p.PublishedAt)
            .Select(p => (Id<OfferPolicy>?)p.Id).FirstOrDefaultAsync();

        if (policy is not { } policyId)
        {
            return NoPolicy;
        }

        var terms = request.Plan.Price(facts);
        return facts.Allows(terms) ? new Result(debt, terms, policyId) : BeyondGuards;
    }

    private static Dictionary<string, string[]> FlawsOf(Request request, DealFacts facts)
    {
        var (plan, owed) = (request.Plan, facts.Owed.Total);
        var flaws = new Dictionary<string, string[]>();

        if (plan.ToPay <= Money.Zero || plan.ToPay > owed)
        {
            flaws["toPay"] = [$"De {Money.OfCents(1)} até o valor de hoje, {owed}."];
        }
        else if (plan.DownPayment < Money.Zero || plan.DownPayment >= plan.ToPay)
        {
            flaws["downPayment"] = ["A entrada é menor do que o total, ou zero."];
        }
        else if (plan.Instalments is < 1 or > CustomPlan.MostInstalments || (plan.ToPay - plan.DownPayment).Cents < plan.Instalments)
        {
            flaws["instalments"] = [$"De 1 a {CustomPlan.MostInstalments} parcelas."];
        }

        if (plan.MonthlyRate.Fraction < 0 || plan.MonthlyRate.Fraction > facts.Bounds.MaxMonthlyRate || (plan.IsSinglePayment && plan.MonthlyRate > Percent.Zero))
        {
            flaws["monthlyRate"] = [$"De 0 a {facts.Bounds.MaxMonthlyRate * 100:0.##}% ao mês; à vista não tem juros."];
        }

        if (plan.Day is < 1 or > CustomPlan.LastDayOfAnyMonth)
        {
            flaws["day"] = [$"Escolha um dia de 1 a {CustomPlan.LastDayOfAnyMonth}."];
        }

        if (request.ValidDays is < OfferQuote.ValidDays or > MostValidDays || plan.FirstPaymentDays < request.ValidDays)
        {
            flaws["validDays"] = [$"De {OfferQuote.ValidDays} a {MostValidDays} dias, e o primeiro pagamento não vence antes."];
        }

        return flaws;
    }
}
