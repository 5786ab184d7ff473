using Shared.Creditors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// Debts that will come back from something: quoted as they will stand then, less what was paid there, and without any rest.
/// From what they come back is the caller's to say, in <paramref name="Basket"/>.
/// </summary>
public sealed record Returning(string Basket, IReadOnlyDictionary<Id<Debt>, IReadOnlyList<DatedCredit>> Credits);

/// <summary>What may be offered for debts today. Only looks: nothing is kept, nothing is promised.</summary>
public sealed class QuoteOffers(AppDb db, FindIndexes findIndexes, CreditorClock clock)
{
    /// <summary>Nobody joins more debts than a page can show.</summary>
    public const int MaxDebts = 50;

    private static readonly IReadOnlyDictionary<Id<Debt>, IReadOnlyList<DatedCredit>> NoCredits = new Dictionary<Id<Debt>, IReadOnlyList<DatedCredit>>();

    public static readonly Refusal NotFound = new("debt-not-found", "Não encontramos esta conta.");
    public static readonly Refusal NotOpen = new("debt-not-open", "Esta conta já tem um acordo ou já foi encerrada.");
    public static readonly Refusal NotJoinable = new("debts-not-joinable", "Só contas da mesma pessoa com o mesmo credor entram em um acordo só.");
    public static readonly Refusal TooMany = new("debts-too-many", $"Um acordo junta no máximo {MaxDebts} contas.");

    /// <param name="Debts">One or several of one debtor at one creditor: together, in one offer.</param>
    public sealed record Request(IReadOnlyList<Id<Debt>> Debts, DateWish? Dates = null, Returning? Returning = null)
    {
        public static implicit operator Request(Id<Debt> one) => new([one]);
    }

    /// <param name="NoOfferBefore">A day until which the creditor offers nothing for one of them.</param>
    public sealed record Result(IReadOnlyList<Debt> Debts, OfferPolicy? Policy, IReadOnlyList<Offer> Offers, DateOnly? NoOfferBefore = null)
    {
        public Debt Debt => Debts[0];

        /// <summary>The offers with the creditor's own dates: the same ones where the debtor wished for none.</summary>
        public IReadOnlyList<Offer> Usual { get; init; } = Offers;

        /// <summary>The dates that may be wished for.</summary>
        public DateChoice Dates(DateOnly today) => DateChoice.Of(Usual, today);
    }

    public async Task<Outcome<Result>> ExecuteAsync(Request request)
    {
        var ids = request.Debts.Distinct().ToList();

        if (ids.Count > MaxDebts)
        {
            return TooMany;
        }

        var rows = await db.OfferFacts(db.Debts.Where(d => ids.Contains(d.Id))).ToListAsync();

        if (ids.Count == 0 || rows.Count < ids.Count)
        {
            return NotFound;
        }

        List<FactsRow> chosen = [.. ids.Select(id => rows.Single(r => r.Debt.Id == id))];
        List<Debt> debts = [.. chosen.Select(row => row.Debt)];

        if (debts.Select(d => (d.CreditorId, d.DebtorId)).Distinct().Count() > 1)
        {
            return NotJoinable;
        }

        if (debts.Any(d => d.Status is not DebtStatus.Open && (request.Returning is null || d.Status is not DebtStatus.UnderAgreement)))
        {
            return NotOpen;
        }

        var today = clock.Today;

        if (request.Returning is null && debts.Max(d => d.NoOfferBefore) is { } rest && today < rest)
        {
            return new Result(debts, null, [], rest);
        }

        foreach (var (debt, credits) in debts.Join(request.Returning?.Credits ?? NoCredits, d => d.Id, c => c.Key, (debt, c) => (debt, c.Value)))
        {
            foreach (var credit in credits)
            {
                debt.Credit(credit, clock.GetUtcNow());
            }
        }

        var creditor = debts[0].CreditorId;
        var policy = await db.OfferPolicies.AsNoTracking().SingleOrDefaultAsync(p => p.CreditorId == creditor && p.Status == PolicyStatus.Published);

        if (policy is null || !policy.IsInForce(today))
        {
            return new Result(debts, null, []);
        }

        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == creditor);
        var indexes = await findIndexes.ExecuteAsync();
        var facts = new OfferFacts(today, chosen[0].Debtor, [.. debts.Select(d => DebtFacts.Of(d, today, indexes))], request.Dates);
        var bounds = OfferBounds.Of(profile);

        if (bounds.BreachBy(facts) is { } breach)
        {
            return breach;
        }

        var offers = OfferEngine.Quote(facts, policy.Document, bounds);
        return new Result(debts, policy, offers)
        {
            Usual = request.Dates is null ? offers : OfferEngine.Quote(facts with { Dates = null }, policy.Document, bounds),
        };
    }
}
