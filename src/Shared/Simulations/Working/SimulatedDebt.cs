using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Shared.Simulations.Working;

/// <summary>A debt as a simulation reads it: what an offer depends on, and nothing that tells who owes it.</summary>
internal sealed class SimulatedDebt
{
    public required Id<Debt> Id { get; init; }
    public required string ExternalId { get; init; }
    public required DebtStatus Status { get; init; }
    public required DateOnly? NoOfferBefore { get; init; }
    public required Claim Claim { get; init; }
    public required IReadOnlyList<DatedCredit> DatedCredits { get; init; }
    public required string Product { get; init; }
    public required string? Portfolio { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required bool Negativada { get; init; }
    public required bool Protestada { get; init; }
    public required DebtorFacts Debtor { get; init; }

    /// <summary>Why no policy is asked about it, as the portal would not either.</summary>
    public NoOffer? ShutOn(DateOnly day) =>
        Status is not DebtStatus.Open ? NoOffer.NotOpen
        : day < NoOfferBefore ? NoOffer.Resting
        : null;

    public DebtFacts FactsOn(DateOnly day, IndexTable indexes)
    {
        var claim = Claim with { DatedCredits = DatedCredits.UpTo(day), Indexes = indexes };
        return new(Id, Balance.Of(claim, day, BusinessCalendar.Bank), claim.Terms, Product, Portfolio, Tags, Negativada, Protestada);
    }
}
