[assembly: AssemblyFixture(typeof(MarketStage))]

namespace Tests.E2e.Staging;

/// <summary>Two creditors and thousands of debtors, on the day it is.</summary>
public sealed class MarketStage() : Stage("e2e")
{
    public Portfolio Portfolio { get; private set; } = null!;

    protected override Task LoadAsync()
    {
        Portfolio = new Portfolio(this);
        return Portfolio.LoadAsync();
    }
}
