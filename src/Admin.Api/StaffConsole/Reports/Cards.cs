using System.Globalization;
using Shared.Reports;

namespace Admin.Api.StaffConsole.Reports;

/// <summary>One bar: its name, what it says, how long it is, and which part of it is something else. Lengths are of any one unit.</summary>
internal sealed record Bar(string Label, string Text, decimal Length, decimal Part = 0);

/// <summary>The figures behind a chart, as text.</summary>
internal sealed record Figures(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A report on the page: a chart, what it shows in words, and its table.</summary>
/// <param name="Whole">What the bars are, and <paramref name="Part"/> what a part of them is; null where they are of one kind.</param>
internal sealed record Card(string Id, string Title, string Hint, IReadOnlyList<Bar> Bars, string? Whole, string? Part, Figures Figures)
{
    private const int BarHeight = 42;

    /// <summary>Pixels.</summary>
    public int Height => Bars.Count * BarHeight;

    public bool IsEmpty => Bars.All(b => b.Length <= 0);

    /// <summary>What somebody hears who does not see the bars.</summary>
    public string Spoken => string.Join("; ", Bars.Select(b => $"{b.Label}: {b.Text}")) + ".";

    public static int TopOf(int bar) => bar * BarHeight;

    /// <summary>Of the widest bar, for an attribute: "42.5%".</summary>
    public string WidthOf(decimal length)
    {
        var longest = Bars.Max(b => b.Length);
        var share = longest <= 0 ? 0 : Math.Clamp(length / longest, 0, 1);
        return (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
    }
}

/// <summary>The reports as cards.</summary>
internal static class Cards
{
    private static readonly NumberFormatInfo Brazil = new() { NumberGroupSeparator = "." };

    public static Card Of(AgingReport report) => new(
        "atraso",
        "Dívidas por atraso",
        $"No fim de {report.On.Short}: o que se deve, em aberto ou em acordo. Principal como está no contrato, sem juros nem multa. "
            + "Um título corrigido depois desse dia aparece como é agora.",
        [.. report.Buckets.Select(b => new Bar(LabelOf(b), b.Figures.Principal.ToString(), b.Figures.Principal.Cents, b.Figures.PrincipalInAgreement.Cents))],
        "Principal",
        "Em acordo",
        new(
            ["Atraso", "Dívidas", "Pessoas", "Principal", "Em acordo", "Principal em acordo", "Já abatido"],
            [.. report.Buckets.Select(b => Cells(LabelOf(b), b.Figures)), Cells("Total", report.Total)]));

    public static Card Of(RecoveryReport report) => new(
        "recuperacao",
        "Recuperação",
        "O que entrou e o que voltou, pelos lançamentos do livro. O valor de cada linha é o líquido.",
        [.. report.Rows.Select(r => new Bar(r.Period.Label, r.Figures.Net.ToString(), r.Figures.Received.Cents, r.Figures.GivenBack.Cents))],
        "Recebido",
        "Devolvido",
        new(
            ["Período", "Recebido", "Devolvido", "Líquido", "Tarifas", "Tarifas suas", "Comissão", "Pago fora daqui"],
            [.. report.Rows.Select(r => Cells(r.Period.Label, r.Figures)), Cells("Total", report.Total)]));

    public static Card Of(OutcomeReport report)
    {
        var total = report.Total;
        return new(
            "acordos",
            "Acordos",
            $"O que aconteceu de {report.Period.From.Short} a {report.Period.Until.Short}. "
                + (total.BreakRate is { } broken ? $"Dos que foram quitados ou desfeitos, {broken} foram desfeitos. " : "Nenhum foi quitado nem desfeito. ")
                + (total.KeptRate is { } kept ? $"Das parcelas que venceram, {kept} foram pagas em dia." : "Nenhuma parcela venceu."),
            [
                BarOf("Aceitos", total.Accepted), BarOf("Com o 1º pagamento", total.Activated), BarOf("Quitados", total.Settled),
                BarOf("Desfeitos", total.Broken), BarOf("Cancelados", total.Cancelled), BarOf("Renegociados", total.Renegotiated),
            ],
            null,
            null,
            new(
                ["Parcelas", "Aceitos", "Com o 1º pagamento", "Quitados", "Desfeitos", "Cancelados", "Renegociados", "Quebra", "Parcelas vencidas", "Pagas em dia"],
                [.. report.Rows.Select(r => Cells(LabelOf(r), r.Figures)), Cells("Total", total)]));
    }

    public static Card Of(ForecastReport report) => new(
        "previsao",
        "Previsão de caixa",
        $"Parcelas em aberto, pelo último dia em que são pagas em dia. {WeightOf(report.History)} "
            + $"Fora da conta: {report.Late} já em atraso.",
        [.. report.Rows.Select(r => new Bar(r.Period.Label, r.Amount.ToString(), r.Amount.Cents, r.Expected?.Cents ?? 0))],
        "Combinado",
        report.History.KeptRate is null ? null : "Esperado",
        new(
            ["Período", "Parcelas", "Combinado", "Esperado"],
            [.. report.Rows.Select(r => Cells(r.Period.Label, r)), Cells("Total", report.Total)]));

    extension(ReportPeriod period)
    {
        private string Label => period.From == period.Until ? DayOf(period.From) : $"{DayOf(period.From)} a {DayOf(period.Until)}";
    }

    private static string DayOf(DateOnly day) => day.ToString("dd/MM/yy", CultureInfo.InvariantCulture);

    private static string LabelOf(AgingBucket bucket) => bucket switch
    {
        { MinDays: 0 } => "Em dia",
        { MaxDays: { } max } => $"{bucket.MinDays} a {max} dias",
        _ => $"Mais de {bucket.MinDays - 1} dias",
    };

    private static string LabelOf(OutcomeRow row) => row switch
    {
        { MaxInstalments: { } max } when max == row.MinInstalments => max == 1 ? "À vista" : $"{max}",
        { MaxInstalments: { } max } => $"{row.MinInstalments} a {max}",
        _ => $"{row.MinInstalments} ou mais",
    };

    private static string WeightOf(ForecastHistory history) => history.KeptRate is { } rate
        ? $"O esperado é {rate} disso: a parte que foi paga em dia do que venceu nos últimos 180 dias."
        : $"Venceram {Text(history.Instalments)} parcelas nos últimos 180 dias: com menos de {ForecastCash.LeastHistory} não se espera nada.";

    private static Bar BarOf(string label, int count) => new(label, Text(count), count);

    private static IReadOnlyList<string> Cells(string label, AgingFigures f) =>
        [label, Text(f.Debts), Text(f.Debtors), f.Principal.ToString(), Text(f.InAgreement), f.PrincipalInAgreement.ToString(), f.Credited.ToString()];

    private static IReadOnlyList<string> Cells(string label, RecoveryFigures f) =>
        [label, .. new[] { f.Received, f.GivenBack, f.Net, f.Fees, f.FeesBorne, f.Commission, f.PaidElsewhere }.Select(amount => amount.ToString())];

    private static IReadOnlyList<string> Cells(string label, OutcomeFigures f) =>
    [
        label, .. new[] { f.Accepted, f.Activated, f.Settled, f.Broken, f.Cancelled, f.Renegotiated }.Select(Text), f.BreakRate?.ToString() ?? "–",
        Text(f.PromisesDue), f.KeptRate?.ToString() ?? "–",
    ];

    private static IReadOnlyList<string> Cells(string label, ForecastRow row) =>
        [label, Text(row.Instalments), row.Amount.ToString(), row.Expected?.ToString() ?? "–"];

    private static string Text(int count) => count.ToString("#,0", Brazil);
}
