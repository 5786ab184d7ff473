using Shared.Debts;

namespace Shared.Imports.Reading;

/// <summary>What empty columns stand for, what the law allows, and which day it is.</summary>
internal sealed record ReadingRules(LegalLimits Limits, DebtDefaults Defaults, DateOnly Today);

/// <summary>Turns a record into a row, or into all the reasons why it is none. Pure: no clock, no database.</summary>
internal sealed class RowReader(ReadingRules rules)
{
    private const int LongestName = 150;
    private const int LongestPlace = 80;
    private const int LongestLabel = 60;
    private const int LongestAddress = 200;
    private const int MostTags = 20;
    private const int YearsAhead = 10;
    private static readonly DateOnly FirstDay = new(1900, 1, 1);
    private static readonly Refusal CloseWithoutReason = new("action-invalid", "A coluna \"action\" aceita \"upsert\" ou \"close:motivo\".");
    private static readonly Refusal OriginAfterDue = new("origin-date-after-due-date", "A data de origem é posterior ao vencimento.");

    public ImportRow Read(LineReader record)
    {
        if (record.Fault is { } broken)
        {
            return new ImportRow(record.Line, "") { Fault = broken, Faults = [broken] };
        }

        var cells = new Cells(record);
        var externalId = cells.ExternalId();
        var action = cells.Text(Column.Action, LongestLabel, Need.Optional) ?? "upsert";

        if (action.StartsWith("close:", StringComparison.OrdinalIgnoreCase))
        {
            var reason = action["close:".Length..].Trim();
            cells.Refuse(reason.Length == 0 ? CloseWithoutReason : null);
            return new ImportRow(record.Line, externalId) { Fault = cells.Fault, CloseReason = reason };
        }

        cells.Refuse(action.Equals("upsert", StringComparison.OrdinalIgnoreCase) ? null : CloseWithoutReason);
        var document = cells.Document();
        var debtor = ReadDebtor(cells);
        var debt = ReadDebt(cells);

        return cells.Fault is null && document is not null
            ? new ImportRow(record.Line, externalId) { Note = cells.Note, Upsert = new Upsert(document, debtor, debt) }
            : new ImportRow(record.Line, externalId) { Fault = cells.Fault, Faults = cells.Faults };
    }

    /// <summary>What a record says of its debt alone, and every reason why it cannot be so.</summary>
    public (DebtFacts Facts, IReadOnlyList<Refusal> Faults) ReadDebt(LineReader record)
    {
        var cells = new Cells(record);
        var facts = ReadDebt(cells);
        return (facts, record.Fault is { } broken ? [broken] : cells.Faults);
    }

    private DebtorFacts ReadDebtor(Cells cells) => new(cells.Text(Column.Name, LongestName, Need.Required) ?? "")
    {
        BirthDate = cells.Day(Column.BirthDate, FirstDay, rules.Today, Need.Optional),
        Email = cells.Email(),
        Phone = cells.Phone(),
        PostalCode = cells.PostalCode(),
        City = cells.Text(Column.City, LongestPlace, Need.Optional),
        State = cells.State(),
        Address = cells.Text(Column.Address, LongestAddress, Need.Optional),
    };

    private DebtFacts ReadDebt(Cells cells)
    {
        var facts = new DebtFacts(
            cells.Text(Column.Product, LongestLabel, Need.Required) ?? "",
            cells.Text(Column.Contract, LongestLabel, Need.Required) ?? "",
            cells.Day(Column.DueDate, FirstDay, rules.Today.AddYears(YearsAhead), Need.Required) ?? default,
            cells.Money(Column.Principal, Need.Required) ?? default)
        {
            OriginCreditor = cells.Text(Column.OriginCreditor, LongestName, Need.Optional),
            OriginOn = cells.Day(Column.OriginDate, FirstDay, rules.Today, Need.Optional),
            FineRate = cells.Rate(Column.FinePercent),
            MonthlyInterestRate = cells.Rate(Column.MonthlyInterestPercent),
            CorrectionIndex = cells.CorrectionIndex(),
            Fees = cells.Money(Column.Fees, Need.Optional) ?? default,
            Portfolio = cells.Text(Column.Portfolio, LongestLabel, Need.Optional),
            Tags = cells.Tags(MostTags, LongestLabel),
        };

        var usual = rules.Defaults.Terms;
        var terms = facts.MonthlyInterestRate is { } rate ? usual.Agreeing(rate) : usual;
        rules.Limits.Breaches(terms with { FineRate = facts.FineRate ?? usual.FineRate }, facts.Fees).ToList().ForEach(cells.Refuse);
        cells.Refuse(facts.OriginOn > facts.DueOn && facts.DueOn != default ? OriginAfterDue : null);
        return facts;
    }
}
