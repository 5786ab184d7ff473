using Shared.Creditors;
using Shared.Offers;

namespace Tests.Offers;

public class PolicyChecksTests
{
    private static readonly CreditorProfile Shop = new()
    {
        CreditorId = default,
        LegalName = "",
        Document = "",
        Street = "",
        City = "",
        State = "",
        PostalCode = "",
        ContactEmail = "",
        MaxDiscountRate = 0.5m,
        MinPrincipalRecoveredRate = 0.7m,
    };

    private static readonly CreditorProfile Bank = new()
    {
        CreditorId = default,
        LegalName = "",
        Document = "",
        Street = "",
        City = "",
        State = "",
        PostalCode = "",
        ContactEmail = "",
        IsFinancialInstitution = true,
    };

    public static TheoryData<string, PolicyTerms> Terms => new()
    {
        { "id", Plan with { Id = "com espaço" } },
        { "discount", Plan with { Discount = new DiscountRates { Fine = Percent.Parse("100.01") } } },
        { "discount.principal", Plan with { Discount = new DiscountRates { Principal = Percent.Parse("30.01") } } },
        { "monthlyRate", Plan with { MonthlyRate = Percent.Parse("1.01") } },
        { "monthlyRate", Plan with { MonthlyRate = Percent.Parse("-1.00") } },
        { "instalments", Plan with { Instalments = null } },
        { "instalments", Plan with { Instalments = new CountRange(1, 3) } },
        { "instalments", Plan with { Instalments = new CountRange(2, 61) } },
        { "minInstalment", Plan with { MinInstalment = Money.Zero } },
        { "downPayment", Plan with { DownPayment = Percent.Parse("90.01") } },
        { "firstPaymentDays", Plan with { FirstPaymentDays = 1 } },
        { "maxFirstPaymentDays", Plan with { MaxFirstPaymentDays = 2 } },
        { "dueDays", Plan with { DueDays = [0, 10] } },
        { "dueDays", Plan with { DueDays = [] } },
        { "dueDays", Plan with { DueDays = [10, 10] } },
        { "form", Plan with { Form = PaymentForm.SinglePayment } },
    };

    public static TheoryData<string, PolicyConditions> Conditions => new()
    {
        { "daysOverdue", new PolicyConditions { DaysOverdue = new NumberRange(2, 1) } },
        { "daysOverdue", new PolicyConditions { DaysOverdue = new NumberRange(-1) } },
        { "balance", new PolicyConditions { Balance = new MoneyRange(null, Money.Zero) } },
        { "products", new PolicyConditions { Products = [] } },
        { "tags[0]", new PolicyConditions { Tags = [""] } },
        { "portfolios[0]", new PolicyConditions { Portfolios = [null!] } },
        { "states[1]", new PolicyConditions { States = ["SP", "sp"] } },
        { "debtorTypes", new PolicyConditions { DebtorTypes = [] } },
        { "keptAgreements", new PolicyConditions { KeptAgreements = new NumberRange(3, 2) } },
    };

    private static PolicyTerms Plan => new() { Id = "p", Form = PaymentForm.Instalments, Instalments = new CountRange(2, 12) };

    [Theory]
    [MemberData(nameof(Terms))]
    public void Terms_beyond_sense_guards_or_law_are_named(string path, PolicyTerms terms) =>
        Assert.Contains($"rules[0].terms[0].{path}", FlawsOf(Of(terms)).Keys);

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Conditions_that_can_never_hold_are_named(string path, PolicyConditions when) =>
        Assert.Equal([$"rules[0].when.{path}"], FlawsOf(new PolicyDocument { Rules = [Rule("r") with { When = when }] }).Keys);

    [Fact]
    public void What_is_sound_passes()
    {
        var terms = Plan with
        {
            DownPayment = Percent.Parse("20.00"),
            Instalments = new CountRange(1, 60),
            MonthlyRate = Percent.Parse("1.00"),
            MaxFirstPaymentDays = 45,
            DueDays = [5, 10, 31],
            Discount = new DiscountRates { Principal = Percent.Parse("30.00"), Fine = Percent.Parse("100.00") },
        };

        Assert.Empty(FlawsOf(Of(terms)));
        Assert.Empty(PolicyChecks.FlawsOf(Of(Plan with { MonthlyRate = Percent.Parse("5.00") }), Bank));
    }

    [Fact]
    public void One_name_is_one_thing_throughout_the_document()
    {
        var document = new PolicyDocument
        {
            Rules = [Rule("a"), Rule("b") with { Priority = 1 }],
            Campaigns = [Campaign("b"), Campaign("c") with { Rules = [Rule("a")] }],
            Experiment = new PolicyExperiment
            {
                Id = "e",
                Variants = [new PolicyVariant { Id = "v", Weight = 1 }, new PolicyVariant { Id = "v", Weight = 0, Rules = [Rule("c")] }],
            },
        };

        Assert.Equal(
            ["campaigns[0].id", "campaigns[1].id", "campaigns[1].rules[0].id", "experiment.variants[1].id", "experiment.variants[1].weight"],
            FlawsOf(document).Keys.Order());
    }

    [Fact]
    public void A_campaign_that_reaches_nobody_or_brings_nothing_is_named()
    {
        var good = new PolicyConditions { KeptAgreements = new NumberRange(1) };
        var bad = Rule("x") with { When = new PolicyConditions { KeptAgreements = new NumberRange(0, 0) } };

        Assert.Equal(["campaigns[0].rules[0].when"], FlawsOf(With(Campaign("c") with { Audience = good, Rules = [bad] })).Keys);
        Assert.Equal(["campaigns[0]"], FlawsOf(With(Campaign("c") with { Rules = null })).Keys);
        Assert.Equal(["campaigns[0].until"], FlawsOf(With(Campaign("c") with { Until = new DateOnly(2026, 10, 1) })).Keys);
    }

    [Fact]
    public void A_null_in_a_list_is_a_flaw_and_no_accident()
    {
        Assert.Equal(["rules"], FlawsOf(new PolicyDocument { Rules = [null!] }).Keys);
        Assert.Equal(["rules[0].terms"], FlawsOf(new PolicyDocument { Rules = [Rule("a") with { Terms = [null!] }] }).Keys);
        Assert.Equal(["campaigns"], FlawsOf(With(null!)).Keys);
    }

    private static IReadOnlyDictionary<string, string[]> FlawsOf(PolicyDocument document) => PolicyChecks.FlawsOf(document, Shop);

    private static PolicyDocument With(PolicyCampaign campaign) => new() { Rules = [Rule("base")], Campaigns = [campaign] };

    private static PolicyDocument Of(PolicyTerms terms) => new() { Rules = [Rule("r") with { Terms = [terms] }] };

    private static PolicyRule Rule(string id) => new() { Id = id, Terms = [Plan] };

    private static PolicyCampaign Campaign(string id) => new()
    {
        Id = id,
        Name = "Feirão",
        From = new DateOnly(2026, 11, 1),
        Until = new DateOnly(2026, 11, 30),
        Rules = [Rule($"{id}-1")],
    };
}
