namespace Shared.Debts;

public static class DebtBalance
{
    extension(IReadOnlyList<DatedCredit> credits)
    {
        /// <summary>Those that had come by the end of a day.</summary>
        public IReadOnlyList<DatedCredit> UpTo(DateOnly day) => credits is [] ? [] : [.. credits.Where(credit => credit.On <= day)];
    }

    extension(Debt debt)
    {
        public LateTerms LateTerms => new(debt.FineRate, debt.MonthlyInterestRate)
        {
            Formula = debt.InterestFormula,
            ChargedOn = debt.ChargedOn,
            LateSince = debt.LateSince,
        };

        /// <summary>What the contract says, and what was credited up to a day, for the arithmetic of that day and those before it.</summary>
        public Claim ClaimOn(DateOnly day, IndexTable indexes) => new(debt.Principal, debt.DueOn, debt.LateTerms)
        {
            Fees = debt.Fees,
            Credits = debt.Credits,
            DatedCredits = debt.DatedCredits.UpTo(day),
            CorrectionIndex = debt.CorrectionIndex,
            Indexes = indexes,
        };

        /// <summary>How much money of a day can come off it: neither more than was owed then, nor more than what came later has left today.</summary>
        public Money OwedOf(DateOnly day, DateOnly today, IndexTable indexes) =>
            Money.Min(debt.BalanceOn(day, indexes).Total, debt.BalanceOn(today, indexes).Total);

        /// <summary>What is owed on a day, part by part.</summary>
        public Balance BalanceOn(DateOnly day, IndexTable indexes) => Balance.Of(debt.ClaimOn(day, indexes), day, BusinessCalendar.Bank);
    }
}
