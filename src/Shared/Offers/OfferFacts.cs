using Shared.Debtors;
using Shared.Debts;

namespace Shared.Offers;

/// <summary>
/// What an offer is made from: the debts of one debtor at one creditor that go into it, on the day of the offer, and the
/// dates the debtor wishes. Each of the debts keeps the rule it has on its own.
/// </summary>
public sealed record OfferFacts(DateOnly Day, DebtorFacts Debtor, IReadOnlyList<DebtFacts> Debts, DateWish? Dates = null);

/// <summary>What rules may ask about the debtor.</summary>
public sealed record DebtorFacts(PersonKey PersonKey, DebtorType Type, string? State, int BrokenAgreements, int KeptAgreements);

/// <summary>What rules may ask about a debt, and what the arithmetic needs of it.</summary>
public sealed record DebtFacts(
    Id<Debt> DebtId, Balance Balance, LateTerms LateTerms, string Product, string? Portfolio, IReadOnlyList<string> Tags, bool Negativada, bool Protestada)
{
    public static DebtFacts Of(Debt debt, DateOnly day, IndexTable indexes) => new(
        debt.Id, debt.BalanceOn(day, indexes), debt.LateTerms, debt.Product, debt.Portfolio, debt.Tags, debt.NegativadaOn is not null, debt.ProtestadaOn is not null);
}

/// <summary>When the debtor would rather pay; each part may be left to the creditor.</summary>
/// <param name="DayOfMonth">Of the instalments after the first payment.</param>
public sealed record DateWish(DateOnly? FirstDueOn = null, int? DayOfMonth = null);

/// <summary>All that the engine asks, in one row: a whole portfolio streams through without a second query.</summary>
public sealed record FactsRow(Debt Debt, DebtorType Type, string? State, int BrokenAgreements, int KeptAgreements)
{
    public DebtorFacts Debtor => new(Debt.PersonKey, Type, State, BrokenAgreements, KeptAgreements);

    public OfferFacts On(DateOnly day, IndexTable indexes) => new(day, Debtor, [DebtFacts.Of(Debt, day, indexes)]);
}

public static class FactsInDb
{
    extension(AppDb db)
    {
        /// <summary>Every debt the scope sees with what its debtor's file adds; narrow it before reading.</summary>
        public IQueryable<FactsRow> OfferFacts(IQueryable<Debt> debts) => debts.AsNoTracking().Join(
            db.Debtors, debt => new { debt.CreditorId, Id = debt.DebtorId }, debtor => new { debtor.CreditorId, debtor.Id },
            (debt, debtor) => new FactsRow(debt, debtor.Type, debtor.State, debtor.BrokenAgreements, debtor.KeptAgreements));
    }
}
