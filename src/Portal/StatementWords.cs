using System.Globalization;
using Shared.Creditors;
using Shared.Debts;

namespace Portal;

/// <summary>The lines of "de onde vem este valor" in words.</summary>
public static class StatementWords
{
    private static readonly CultureInfo Brazil = CultureInfo.GetCultureInfo("pt-BR");

    extension(StatementLine line)
    {
        public string Title => line.Item switch
        {
            StatementItem.Principal => "Valor original",
            StatementItem.Correction => $"Correção{UntilThen(line)}",
            StatementItem.Fine => "Multa",
            StatementItem.Interest => $"Juros por atraso{UntilThen(line)}",
            StatementItem.Fees => "Custos previstos no contrato",
            StatementItem.Payment => $"Pagamento de {line.Until!.Value.InFull}",
            StatementItem.Abatement => $"Desconto do credor em {line.Until!.Value.InFull}",
            _ => "Pagamentos e descontos já feitos",
        };

        /// <summary>How the amount came about: "1% ao mês sobre R$ 890,00, por 122 dias".</summary>
        public string? Reckoning => line switch
        {
            { Item: StatementItem.Correction, Rate: { } rate, Index: { Months.Count: > 0 } run } =>
                $"{Name(run)} {Span(run.Months)}: {Exact(rate)} sobre {line.Basis}",
            { Item: StatementItem.Fine, Rate: { } rate } => $"{Exact(rate)} sobre {line.Basis}, uma vez só",
            { Item: StatementItem.Interest, Rate: { } rate, Index: { } run } =>
                $"Taxa legal {Span(run.Months)}: {Exact(rate)} sobre {line.Basis}, por {Days(line)}",
            { Item: StatementItem.Interest, Rate: { } rate } =>
                $"{Exact(rate)}{Per(line)}{(line.Formula is InterestFormula.Compound ? ", juros compostos," : "")} sobre {line.Basis}, por {Days(line)}",
            { Item: StatementItem.Payment or StatementItem.Abatement, Fell: { } fell } => $"Abateu {Abated(fell)}",
            _ => null,
        };

        /// <summary>The contract, or the article of law, that the line rests on.</summary>
        public string Grounds => line.LegalBasis switch
        {
            LegalBasis.Cc389 => "Código Civil, art. 389",
            LegalBasis.Cdc52 => "Contrato; limite do CDC, art. 52, § 1º",
            LegalBasis.Cc406 => "Código Civil, art. 406",
            LegalBasis.Cc354 => "Código Civil, art. 354",
            _ => "Contrato",
        };
    }

    extension(IReadOnlyList<StatementLine> lines)
    {
        /// <summary>"IPCA de outubro de 2026": each index with the months that are not published.</summary>
        public IReadOnlyList<string> Unpublished =>
        [
            .. Runs(lines).GroupBy(run => run.Index)
                .Select(runs => (Run: runs.First(), Months: (IReadOnlyList<IndexMonth>)[.. runs.SelectMany(run => run.Months).Where(m => m.Figure is null).DistinctBy(m => m.Month)]))
                .Where(missing => missing.Months.Count > 0)
                .Select(missing => $"{Name(missing.Run)} {string.Join(" e ", Unbroken(missing.Months).Select(Span))}"),
        ];

        /// <summary>Where the figures of the indices come from.</summary>
        public IReadOnlyList<string> IndexSources =>
            [.. Runs(lines).SelectMany(run => run.Months).Select(m => m.Figure?.Source).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<IndexRun> Runs(IReadOnlyList<StatementLine> lines) => lines.Select(line => line.Index).OfType<IndexRun>();

    private static string Name(IndexRun run) => run.Index switch
    {
        IndexNames.TaxaLegal => "Taxa legal",
        IndexNames.Igpm => "IGP-M",
        _ => run.Index,
    };

    /// <summary>"de março de 2026", "de abril e maio de 2026", "de abril a outubro de 2026", "de novembro de 2025 a março de 2026".</summary>
    private static string Span(IReadOnlyList<IndexMonth> months)
    {
        var (first, last) = (months[0].Month, months[^1].Month);
        var from = first.Year == last.Year ? first.ToString("MMMM", Brazil) : first.Month();
        return months.Count switch
        {
            1 => $"de {last.Month()}",
            2 => $"de {from} e {last.Month()}",
            _ => $"de {from} a {last.Month()}",
        };
    }

    private static IEnumerable<IReadOnlyList<IndexMonth>> Unbroken(IReadOnlyList<IndexMonth> months) =>
        months.OrderBy(m => m.Month).Select((m, i) => (Month: m, Start: m.Month.AddMonths(-i))).GroupBy(m => m.Start, m => m.Month).Select(run => run.ToList());

    private static string UntilThen(StatementLine line) => line.Until is { } day ? $" até {day.InFull}" : "";

    private static string Days(StatementLine line) => line.Days!.Value.Count("dia", "dias");

    // Enough for whoever wants to check the sum: 0,033% a day is not 0,03%.
    private static string Exact(decimal fraction) => (fraction * 100).ToString("0.####", Brazil) + "%";

    private static string Abated(Allocation fell)
    {
        (Money Amount, string Part)[] parts =
        [
            (fell.Fees, "dos custos"), (fell.Interest, "dos juros"), (fell.Correction, "da correção"), (fell.Fine, "da multa"), (fell.Principal, "do valor original"),
        ];
        var said = parts.Where(p => !p.Amount.IsZero).Select(p => $"{p.Amount} {p.Part}").ToList();
        return said.Count > 1 ? $"{string.Join(", ", said[..^1])} e {said[^1]}" : said[0];
    }

    private static string Per(StatementLine line) => line.Per switch
    {
        InterestPer.Month => " ao mês",
        InterestPer.Day => " ao dia",
        InterestPer.Year => " ao ano",
        _ => "",
    };
}
