using System.Text.Json;
using Shared.Debts;
using Shared.Imports.Reading;

namespace Shared.Imports;

/// <summary>One title that comes by itself, read by the rules of a line of an NDJSON file: members named as the columns.</summary>
internal static class DebtRow
{
    /// <summary>Reads what is sent as a line would be.</summary>
    public static T Read<T>(object row, Func<LineReader, T> read)
    {
        using var line = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(row, JsonSerializerOptions.Web));
        var record = new JsonRecords(line);
        Invariant.Holds(record.Read(), "An object is a line.");
        return read(record);
    }

    /// <summary>The reasons by the member they are about.</summary>
    public static Dictionary<string, string[]> ByMember(IReadOnlyList<Refusal> faults) =>
        faults.ToLookup(MemberOf, fault => fault.Message).ToDictionary(f => f.Key, f => f.ToArray());

    /// <summary>Puts into a debt what its row says, and the creditor's usual where it says nothing.</summary>
    public static void Apply(Debt debt, DebtFacts facts, DebtDefaults defaults)
    {
        (debt.Portfolio, debt.Tags, debt.Product, debt.Contract) = (facts.Portfolio, facts.Tags, facts.Product, facts.Contract);
        (debt.OriginCreditor, debt.OriginOn, debt.DueOn) = (facts.OriginCreditor, facts.OriginOn, facts.DueOn);
        (debt.Principal, debt.Fees, debt.FineRate) = (facts.Principal, facts.Fees, facts.FineRate ?? defaults.Terms.FineRate);
        debt.CorrectionIndex = (facts.CorrectionIndex ?? defaults.CorrectionIndex) is "NONE" ? null : facts.CorrectionIndex ?? defaults.CorrectionIndex;
        var terms = facts.MonthlyInterestRate is { } rate ? defaults.Terms.Agreeing(rate) : defaults.Terms;
        (debt.MonthlyInterestRate, debt.InterestFormula) = (terms.MonthlyInterestRate, terms.Formula);
        (debt.ChargedOn, debt.LateSince) = (terms.ChargedOn, terms.LateSince);
    }

    // Codes begin with the column they are about, or with what the law limits.
    private static string MemberOf(Refusal fault) =>
        Columns.All.Select(c => (c.WireName, Start: $"{JsonNamingPolicy.KebabCaseLower.ConvertName(c.ToString())}-"))
            .Where(c => fault.Code.StartsWith(c.Start, StringComparison.Ordinal))
            .OrderByDescending(c => c.Start.Length)
            .Select(c => c.WireName)
            .FirstOrDefault() ?? fault.Code.Split('-')[0] switch
            {
                "fine" => Column.FinePercent.WireName,
                "interest" or "rate" => Column.MonthlyInterestPercent.WireName,
                "origin" => Column.OriginDate.WireName,
                var other => other,
            };
}
