using Shared.Debts;

namespace Portal;

/// <summary>The lines of "de onde vem este valor" in words.</summary>
public static class StatementWords
{
    extension(StatementLine line)
    {
        public string Title => line.Item switch
        {
            StatementItem.Principal => "Valor original",
            StatementItem.Correction => "Correção",
            StatementItem.Fine => "Multa",
            StatementItem.Interest => "Juros por atraso",
            StatementItem.Fees => "Custos previstos no contrato",
            StatementItem.Payment => $"Pagamento de {line.Until!.Value.InFull}",
            _ => "Pagamentos e descontos já feitos",
        };

        /// <summary>How the amount came about: "1% ao mês sobre R$ 890,00, por 122 dias".</summary>
        public string? Reckoning => line switch
        {
            { Item: StatementItem.Correction, Rate: { } rate } => $"{rate.AsPercent()} sobre {line.Basis}",
            { Item: StatementItem.Fine, Rate: { } rate } => $"{rate.AsPercent()} sobre {line.Basis}, uma vez só",
            { Item: StatementItem.Interest, Rate: { } rate } => $"{rate.AsPercent()}{Per(line)} sobre {line.Basis}, por {line.Days!.Value.Count("dia", "dias")}",
            _ => null,
        };

        public string Source => line.LegalBasis switch
        {
            LegalBasis.Cc389 => "Código Civil, art. 389",
            LegalBasis.Cdc52 => "Contrato; limite do CDC, art. 52, § 1º",
            LegalBasis.Cc406 => "Código Civil, art. 406",
            LegalBasis.Cc354 => "Código Civil, art. 354",
            _ => "Contrato",
        };
    }

    private static string Per(StatementLine line) => line.Per switch
    {
        InterestPer.Month => " ao mês",
        InterestPer.Day => " ao dia",
        InterestPer.Year => " ao ano",
        _ => "",
    };
}
