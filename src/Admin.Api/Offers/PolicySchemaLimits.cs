using System.Globalization;
using System.Text.Json;
using Shared.Offers;

namespace Admin.Api.Offers;

/// <summary>What each member of a policy means and how large it may be, for the published schema.</summary>
internal static class PolicySchemaLimits
{
    public static Dictionary<(Type, string), string> Of() => new()
    {
        [(typeof(PolicyDocument), "rules")] = List("Asked by priority; the first that matches decides alone.", 1, PolicyLimits.Rules),
        [(typeof(PolicyDocument), "campaigns")] = List("What goes before the rules for a while and for some.", 0, PolicyLimits.Campaigns),
        [(typeof(PolicyDocument), "experiment")] = Says("Champion and challengers: other rules for a part of the people. Who is in which variant never changes while id and weights stay."),
        [(typeof(PolicyRule), "id")] = Id("Unique among all rules and campaigns of the document; stays in every agreement made from it."),
        [(typeof(PolicyRule), "name")] = Length("For people.", 0, PolicyLimits.NameLength),
        [(typeof(PolicyRule), "priority")] = Between("The lowest decides. Rules of the same priority may not match the same debt.", 0, PolicyLimits.Priority),
        [(typeof(PolicyRule), "when")] = Says("Every condition given must hold; without any the rule speaks of every debt."),
        [(typeof(PolicyRule), "terms")] = List("The ways to pay that are offered.", 1, PolicyLimits.Terms),
        [(typeof(PolicyCampaign), "id")] = Id("Unique among all rules and campaigns of the document."),
        [(typeof(PolicyCampaign), "name")] = Length("As debtors read it.", 1, PolicyLimits.NameLength),
        [(typeof(PolicyCampaign), "from")] = Says("Its first day."),
        [(typeof(PolicyCampaign), "until")] = Says("Its last day; shown beside its offers."),
        [(typeof(PolicyCampaign), "priority")] = Between("The lowest goes first.", 0, PolicyLimits.Priority),
        [(typeof(PolicyCampaign), "audience")] = Says("For whom it is; holds beside the conditions of each of its rules."),
        [(typeof(PolicyCampaign), "reward")] = Length("What debtors read beside its offers: why these are theirs.", 1, PolicyLimits.RewardLength),
        [(typeof(PolicyCampaign), "rules")] = List("Rules of its own, asked before those of the document.", 1, PolicyLimits.Rules),
        [(typeof(PolicyCampaign), "extraTerms")] = List("Offered besides what the deciding rule offers.", 1, PolicyLimits.Terms),
        [(typeof(PolicyExperiment), "id")] = Id("A new id deals everybody anew."),
        [(typeof(PolicyExperiment), "variants")] = List("Their weights share out the people.", 2, PolicyLimits.Variants),
        [(typeof(PolicyVariant), "id")] = Id("Unique in the experiment."),
        [(typeof(PolicyVariant), "weight")] = Between("Its share is its weight in the sum of all.", 1, PolicyLimits.Weight),
        [(typeof(PolicyVariant), "rules")] = List("In place of the document's; without any it is the champion.", 1, PolicyLimits.Rules),
        [(typeof(PolicyConditions), "daysOverdue")] = Says("Calendar days since the due date; zero when not overdue."),
        [(typeof(PolicyConditions), "balance")] = Says("What is owed on the day of the offer."),
        [(typeof(PolicyConditions), "products")] = Words("Any of them."),
        [(typeof(PolicyConditions), "portfolios")] = Words("Any of them."),
        [(typeof(PolicyConditions), "tags")] = Words("Holds when the debt carries any of them. Two lists never exclude each other: a debt may carry a tag of each."),
        [(typeof(PolicyConditions), "states")] = JsonSerializer.Serialize(new
        {
            description = "UF of residence, any of them.",
            minItems = 1,
            items = new { @enum = BrazilStates.All },
        }),
        [(typeof(PolicyConditions), "debtorTypes")] = List("Any of them.", 1, 2),
        [(typeof(PolicyConditions), "negativada")] = Says("Whether it is listed at a bureau."),
        [(typeof(PolicyConditions), "protestada")] = Says("Whether it is protested at a notary."),
        [(typeof(PolicyConditions), "brokenAgreements")] = Says("How many agreements the debtor broke with this creditor."),
        [(typeof(PolicyConditions), "keptAgreements")] = Says("How many the debtor paid to the end: one or more is a good payer."),
        [(typeof(NumberRange), "min")] = """{ "minimum": 0 }""",
        [(typeof(NumberRange), "max")] = """{ "minimum": 0 }""",
        [(typeof(PolicyTerms), "id")] = Id("Unique in its rule. For several debts in one offer, terms of the same id and form are joined."),
        [(typeof(PolicyTerms), "discount")] = Says("What comes off each part of the balance, from 0.00 to 100.00, within the creditor's guards."),
        [(typeof(PolicyTerms), "instalments")] = Says($"How many the debtor may choose, the entrada not counted; at most {PolicyLimits.Instalments}."),
        [(typeof(PolicyTerms), "minInstalment")] = Says("No payment below it is offered."),
        [(typeof(PolicyTerms), "downPayment")] = Says($"Entrada: the part of the total paid first, at most {Percent.OfFraction(PolicyLimits.DownPayment).ToWire()}."),
        [(typeof(PolicyTerms), "monthlyRate")] = Says("Zero, or the monthly rate of a Price table; at most 1.00 unless the creditor is a financial institution."),
        [(typeof(PolicyTerms), "firstPaymentDays")] = Between(
            "Calendar days to the first payment, when the debtor chooses no date.", OfferQuote.ValidDays, PolicyLimits.DaysToFirstPayment),
        [(typeof(PolicyTerms), "maxFirstPaymentDays")] = Between(
            "How far the debtor may choose the first due date.", OfferQuote.ValidDays, PolicyLimits.FurthestFirstPayment),
        [(typeof(PolicyTerms), "dueDays")] = """
            { "description": "Days of the month on which instalments may fall; any when absent.", "minItems": 1, "maxItems": 31, "uniqueItems": true,
              "items": { "minimum": 1, "maximum": 31 } }
            """,
        [(typeof(CountRange), "min")] = Between(null, 1, PolicyLimits.Instalments),
        [(typeof(CountRange), "max")] = Between(null, 1, PolicyLimits.Instalments),
    };

    private static string Says(string description) => JsonSerializer.Serialize(new { description });

    private static string Id(string description) => JsonSerializer.Serialize(new { description, pattern = PolicyLimits.Id });

    private static string List(string description, int minItems, int maxItems) => JsonSerializer.Serialize(new { description, minItems, maxItems });

    private static string Length(string description, int minLength, int maxLength) => JsonSerializer.Serialize(new { description, minLength, maxLength });

    private static string Words(string description) => JsonSerializer.Serialize(new
    {
        description,
        minItems = 1,
        maxItems = PolicyLimits.Values,
        items = new { minLength = 1, maxLength = PolicyLimits.ValueLength },
    });

    private static string Between(string? description, int minimum, int maximum) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{ {{(description is null ? "" : $"\"description\": {JsonSerializer.Serialize(description)}, ")}}"minimum": {{minimum}}, "maximum": {{maximum}} }""");
}
