using Shared.Debtors;

namespace Shared.Offers;

/// <summary>Who a rule speaks of. Every condition given must hold; a list holds when the debt has any of it.</summary>
public sealed record PolicyConditions
{
    public NumberRange? DaysOverdue { get; init; }

    /// <summary>What is owed today.</summary>
    public MoneyRange? Balance { get; init; }
    public IReadOnlyList<string>? Products { get; init; }
    public IReadOnlyList<string>? Portfolios { get; init; }

    /// <summary>Holds when the debt carries any of them.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>UF of residence: "SP".</summary>
    public IReadOnlyList<string>? States { get; init; }
    public IReadOnlyList<DebtorType>? DebtorTypes { get; init; }

    /// <summary>Whether it is listed at a bureau.</summary>
    public bool? Negativada { get; init; }

    /// <summary>Whether it is protested at a notary.</summary>
    public bool? Protestada { get; init; }

    /// <summary>How many agreements with this creditor the debtor broke.</summary>
    public NumberRange? BrokenAgreements { get; init; }

    /// <summary>How many the debtor paid to the end: one or more is a good payer.</summary>
    public NumberRange? KeptAgreements { get; init; }

    /// <summary>Whether they hold for one debt of this debtor.</summary>
    public bool Hold(DebtFacts debt, DebtorFacts debtor) =>
        (DaysOverdue is null || DaysOverdue.Contains(debt.Balance.DaysLate))
        && (Balance is null || Balance.Contains(debt.Balance.Total))
        && (Products is null || Products.Contains(debt.Product))
        && (Portfolios is null || (debt.Portfolio is not null && Portfolios.Contains(debt.Portfolio)))
        && (States is null || (debtor.State is not null && States.Contains(debtor.State)))
        && (DebtorTypes is null || DebtorTypes.Contains(debtor.Type))
        && (Negativada is null || Negativada == debt.Negativada)
        && (Protestada is null || Protestada == debt.Protestada)
        && (BrokenAgreements is null || BrokenAgreements.Contains(debtor.BrokenAgreements))
        && (KeptAgreements is null || KeptAgreements.Contains(debtor.KeptAgreements))
        && (Tags is null || CarriesAny(debt.Tags));

    private bool CarriesAny(IReadOnlyList<string> tags)
    {
        foreach (var tag in tags)
        {
            if (Tags!.Contains(tag))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Both ends belong to the range; an absent end is open.</summary>
public sealed record NumberRange
{
    public NumberRange()
    {
    }

    public NumberRange(int? min, int? max = null) => (Min, Max) = (min, max);

    public int? Min { get; init; }
    public int? Max { get; init; }

    public bool Contains(int number) => (Min is null || number >= Min) && (Max is null || number <= Max);
}

/// <summary>Both ends belong to the range; an absent end is open.</summary>
public sealed record MoneyRange
{
    public MoneyRange()
    {
    }

    public MoneyRange(Money? min, Money? max = null) => (Min, Max) = (min, max);

    public Money? Min { get; init; }
    public Money? Max { get; init; }

    public bool Contains(Money amount) => (Min is null || amount >= Min.Value) && (Max is null || amount <= Max.Value);
}
