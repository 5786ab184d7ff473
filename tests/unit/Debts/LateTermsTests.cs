using Shared.Creditors;
using Shared.Debts;

namespace Tests.Debts;

public class LateTermsTests
{
    private static readonly DateOnly DueOn = new(2026, 1, 12);

    [Theory]
    [InlineData(InterestFormula.Thirtieth, "0.01", 64, "21.33")]
    [InlineData(InterestFormula.RoundedDay, "0.01", 64, "21.12")]
    [InlineData(InterestFormula.RoundedDay, "0.005", 64, "10.24")]
    [InlineData(InterestFormula.Year365, "0.01", 64, "21.04")]
    [InlineData(InterestFormula.Compound, "0.01", 30, "10.00")]
    [InlineData(InterestFormula.Compound, "0.01", 60, "20.10")]
    [InlineData(InterestFormula.Compound, "0.01", 64, "21.45")]
    [InlineData(InterestFormula.Compound, "0.0999", 45, "153.53")]
    public void Each_formula_counts_days_in_its_own_way(InterestFormula formula, string rate, int days, string interest)
    {
        var terms = new LateTerms(0, decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)) { Formula = formula };

        var balance = Balance.Of(new Claim(Money.Parse("1000.00"), DueOn, terms), DueOn.AddDays(days), BusinessCalendar.Bank);

        Assert.Equal((days, interest), (balance.DaysLate, balance.Interest.ToWire()));
    }

    [Fact]
    public void Compound_interest_of_decades_is_bounded_instead_of_breaking_the_page()
    {
        var terms = new LateTerms(0, 9.99m) { Formula = InterestFormula.Compound };
        var claim = new Claim(Money.Parse("100000000000.00"), new DateOnly(1900, 1, 2), terms);

        Assert.Equal(claim.Principal.Cents * 99_999, Balance.Of(claim, DueOn, BusinessCalendar.Bank).Interest.Cents);
    }

    [Fact]
    public void A_named_rate_puts_the_taxa_legal_aside()
    {
        var usual = new LateTerms(0.02m, 0) { Formula = InterestFormula.TaxaLegal, ChargedOn = ChargedOn.Original };

        Assert.Equal(new LateTerms(0.02m, 0.01m) { ChargedOn = ChargedOn.Original }, usual.Agreeing(0.01m));
        Assert.Equal(InterestFormula.Year365, (usual with { Formula = InterestFormula.Year365 }).Agreeing(0.01m).Formula);
    }

    [Theory]
    [InlineData("2", "1", InterestFormula.Thirtieth, "0.00", null)]
    [InlineData("2.01", "1", InterestFormula.Thirtieth, "0.00", "fine-above-legal-limit")]
    [InlineData("2", "1.01", InterestFormula.Thirtieth, "0.00", "interest-above-legal-limit")]
    [InlineData("2", "1.01", InterestFormula.RoundedDay, "0.00", "interest-above-legal-limit")]
    [InlineData("2", "1", InterestFormula.Year365, "0.00", null)]
    [InlineData("2", "1", InterestFormula.Compound, "0.00", "interest-compounded")]
    [InlineData("2", "0", InterestFormula.TaxaLegal, "0.00", null)]
    [InlineData("-1", "0", InterestFormula.Thirtieth, "0.00", "rate-negative")]
    [InlineData("2", "1", InterestFormula.Thirtieth, "0.01", "fees-without-contract-basis")]
    public void The_law_caps_what_lateness_costs(string fine, string interest, InterestFormula formula, string fees, string? breach)
    {
        var terms = new LateTerms(Percent.Parse(fine).Fraction, Percent.Parse(interest).Fraction) { Formula = formula };

        Assert.Equal(breach, LegalLimits.Ordinary.BreachBy(terms, Money.Parse(fees))?.Code);
    }

    [Theory]
    [InlineData("9.9", InterestFormula.Compound, "0.00", null)]
    [InlineData("9.9", InterestFormula.Thirtieth, "0.01", "fees-barred-for-institutions")]
    public void A_bank_may_charge_more_interest_and_no_fees(string interest, InterestFormula formula, string fees, string? breach)
    {
        var terms = new LateTerms(0.02m, Percent.Parse(interest).Fraction) { Formula = formula };
        var limits = LegalLimits.FinancialInstitution with { FeesBasis = "Cláusula 9" };

        Assert.Equal(breach, limits.BreachBy(terms, Money.Parse(fees))?.Code);
        Assert.Equal("fine-above-legal-limit", limits.BreachBy(terms with { FineRate = 0.0201m }, Money.Zero)?.Code);
    }

    [Fact]
    public void With_a_clause_of_the_contract_fees_may_be_asked_for() =>
        Assert.Empty((LegalLimits.Ordinary with { FeesBasis = "Cláusula 9" }).Breaches(new LateTerms(0.02m, 0.01m), Money.Parse("10.00")));

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Each_refusal_names_the_article(Refusal refusal, string article) =>
        Assert.Contains(article, refusal.Message, StringComparison.Ordinal);

    public static TheoryData<Refusal, string> Refusals => new()
    {
        { LegalLimits.FineTooHigh, "CDC, art. 52, § 1º" },
        { LegalLimits.InterestTooHigh, "CTN, art. 161, § 1º" },
        { LegalLimits.InterestCompounded, "Decreto 22.626/1933, art. 4º" },
        { LegalLimits.FeesWithoutBasis, "CDC, art. 51, XII" },
        { LegalLimits.FeesOfInstitution, "Res. CMN 4.882/2020" },
    };
}
