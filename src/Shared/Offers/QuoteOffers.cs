using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// A debt that will come back from an agreement: quoted as it will stand then, less what was paid on it, and at once. What
/// it comes back from is the caller's to say, in <paramref name="Basket"/>.
/// </summary>
public sealed record Returning(string Basket, IReadOnlyList<DatedCredit> Credits);

/// <summary>What may be offered for a debt today. Only looks: nothing is kept, nothing is promised.</summary>
public sealed class QuoteOffers(AppDb db, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("debt-not-found", "Não encontramos esta conta.");
    public static readonly Refusal NotOpen = new("debt-not-open", "Esta conta já tem um acordo ou já foi encerrada.");

    public sealed record Result(Debt Debt, OfferPolicy? Policy, IReadOnlyList<Offer> Offers);

    public async Task<Outcome<Result>> ExecuteAsync(Id<Debt> id, Returning? returning = null)
    {
        var debtors = db.Debtors;
        var found = await db.Debts.AsNoTracking()
            .Where(d => d.Id == id)
            .Select(d => new { Debt = d, State = debtors.Where(p => p.CreditorId == d.CreditorId && p.Id == d.DebtorId).Select(p => p.State).Single() })
            .SingleOrDefaultAsync();

        if (found is not { Debt: var debt })
        {
            return NotFound;
        }

        if (debt.Status is not DebtStatus.Open && (returning is null || debt.Status is not DebtStatus.UnderAgreement))
        {
            return NotOpen;
        }

        var today = clock.Today;

        if (returning is null && debt.NoOfferBefore > today)
        {
            return new Result(debt, null, []);
        }

        foreach (var credit in returning?.Credits ?? [])
        {
            debt.Credit(credit, clock.GetUtcNow());
        }

        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == debt.CreditorId);
        var policy = await db.OfferPolicies.AsNoTracking()
            .SingleOrDefaultAsync(p => p.CreditorId == debt.CreditorId && p.Status == PolicyStatus.Published);

        if (policy is null || !policy.IsInForce(today))
        {
            return new Result(debt, null, []);
        }

        var facts = new OfferFacts(
            debt.Id, debt.BalanceOn(today), debt.Product, debt.Portfolio, debt.Tags, found.State, debt.Claim.Terms, today);
        var bounds = new OfferBounds(profile.MaxDiscountRate, profile.MinPrincipalRecoveredRate, profile.AgreementRules);
        return new Result(debt, policy, OfferEngine.Quote(facts, policy.Document, bounds));
    }
}
