namespace Shared.Debts;

public static class DebtBalance
{
    extension(Debt debt)
    {
        /// <summary>What the contract says, for the arithmetic. Index months are not applied here: whoever has the table adds the factor.</summary>
        public Claim Claim => new(debt.Principal, debt.DueOn, new LateTerms(debt.FineRate, debt.MonthlyInterestRate))
        {
            Fees = debt.Fees,
            Credits = debt.Credits + debt.DatedCredits.Select(c => c.Amount).Total(),
        };

        /// <summary>What is owed on a day, part by part.</summary>
        public Balance BalanceOn(DateOnly day) => Balance.Of(debt.Claim, day, BusinessCalendar.Bank);
    }
}
