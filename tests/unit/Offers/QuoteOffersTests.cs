using Shared.Creditors;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Offers;

public sealed class QuoteOffersTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("interest-above-legal-limit")]
    [InlineData("interest-compounded")]
    [InlineData("fees-without-contract-basis")]
    public async Task A_debt_that_asks_for_more_than_the_law_lets_is_not_offered_for(string code)
    {
        var creditor = await CreditorAsync();
        var debt = await world.DebtAsync(creditor);
        Assert.NotEmpty(await world.OffersAsync(debt));
        await ReviseAsync(creditor, db => db.Debts.SingleAsync(), d =>
        {
            switch (code)
            {
                case "interest-above-legal-limit":
                    d.MonthlyInterestRate = 0.0101m;
                    break;
                case "interest-compounded":
                    d.InterestFormula = InterestFormula.Compound;
                    break;
                default:
                    d.Fees = Money.OfCents(1);
                    break;
            }
        });

        Assert.Equal(code, (await World.MustRefuseAsync(QuoteAsync(creditor, debt))).Code);
        var answer = await world.Api.Caller(await world.KeyAsync(creditor)).ReadAsync($"/v1/debts/{debt.Id}/offers");
        Assert.Equal((409, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_clause_for_the_fees_brings_the_offers_back()
    {
        var creditor = await CreditorAsync();
        var debt = await world.DebtAsync(creditor);
        await ReviseAsync(creditor, db => db.Debts.SingleAsync(), d => d.Fees = Money.OfCents(1_000));
        Assert.Equal("fees-without-contract-basis", (await World.MustRefuseAsync(QuoteAsync(creditor, debt))).Code);

        await ReviseAsync(creditor, db => db.CreditorProfiles.SingleAsync(), p => p.FeesBasis = "Cláusula 9");

        var result = await World.MustAsync(QuoteAsync(creditor, debt));
        Assert.All(result.Offers, offer => Assert.Equal("10.00", offer.Terms.Balance.Fees.ToWire()));
    }

    [Fact]
    public async Task An_offer_starts_from_the_corrected_balance_less_what_was_paid()
    {
        var creditor = await CreditorAsync();
        var debt = await world.DebtAsync(creditor, lateDays: 90);
        var figure = new IndexFigure(IndexNames.Igpm, new DateOnly(2026, 1, 1), 0.01m, new DateTimeOffset(2026, 1, 30, 12, 0, 0, TimeSpan.Zero), "inventado");
        await World.MustAsync(world.DoAsync(HostRole.Owner, (PublishIndexFigures publish) => publish.ExecuteAsync([figure], Actor.System("tests"))));
        await ReviseAsync(creditor, db => db.Debts.SingleAsync(), d =>
        {
            d.CorrectionIndex = IndexNames.Igpm;
            d.Credit(new DatedCredit(world.Today.AddDays(-60), Money.OfCents(50_000), "payment:1"), world.Clock.GetUtcNow());
        });

        // The admin host may have read the table before.
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var result = await World.MustAsync(QuoteAsync(creditor, debt));

        // 30 days late: fine 20.00, interest 10.00, and 470.00 off the principal. Then January at 1 % on 530.00, and 60 days on 535.30.
        Assert.Equal(
            new BalanceParts(Money.Parse("530.00"), Money.Parse("5.30"), Money.Parse("10.71"), default, default),
            result.Offers[0].Terms.Balance);
    }

    // Its contracts name no clause for fees.
    private async Task<Creditor> CreditorAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.PolicyAsync(creditor);
        await ReviseAsync(creditor, db => db.CreditorProfiles.SingleAsync(), p => p.FeesBasis = null);
        return creditor;
    }

    private Task<Outcome<QuoteOffers.Result>> QuoteAsync(Creditor creditor, Debt debt) =>
        world.DoAsync(creditor, (QuoteOffers quote) => quote.ExecuteAsync(debt.Id));

    private Task<int> ReviseAsync<T>(Creditor creditor, Func<AppDb, Task<T>> find, Action<T> revise) => world.SeeAsync(creditor, async db =>
    {
        revise(await find(db));
        return await db.SaveChangesAsync();
    });
}
