using System.Globalization;
using Shared.Reconciliation;

namespace Admin.Api.StaffConsole.Reconciliation;

/// <summary>Reconciliation as the console says it. A gateway is "o banco": that is what it is to whoever reads.</summary>
internal static class ReconTexts
{
    private static readonly Dictionary<string, string> Whys = new()
    {
        ["payment received"] = "Pagamentos",
        ["unidentified payment"] = "Pagamentos sem identificação",
        ["unidentified payment returned"] = "Pagamentos sem identificação, devolvidos",
        ["gateway fee"] = "Tarifas do banco",
        ["gateway fee adjusted"] = "Tarifas do banco, corrigidas",
        ["refund confirmed"] = "Devoluções",
        ["refund returned"] = "Devoluções que voltaram",
        ["dispute opened"] = "Contestações, dinheiro tomado",
        ["dispute won"] = "Contestações ganhas",
        ["dispute fee"] = "Tarifas de contestação",
        ["dispute fee adjusted"] = "Tarifas de contestação, corrigidas",
        ["settled to bank"] = "Enviado à conta bancária",
    };

    public static string Of(string why) => Whys.GetValueOrDefault(why, why);

    extension(ReconKind kind)
    {
        public string Word => kind switch
        {
            ReconKind.Payment => "Pagamento",
            ReconKind.Fee => "Tarifa",
            ReconKind.Refund => "Devolução",
            ReconKind.RefundBack => "Devolução que voltou",
            ReconKind.Chargeback => "Contestação",
            ReconKind.ChargebackBack => "Contestação ganha",
            ReconKind.ChargebackFee => "Tarifa de contestação",
            ReconKind.Settlement => "Envio à conta bancária",
            _ => "Outro movimento",
        };
    }

    extension(ReconClass found)
    {
        public string Word => found switch
        {
            ReconClass.MissingHere => "Faltava no livro",
            ReconClass.MissingThere => "Não está no banco",
            ReconClass.AmountDiffers => "Valor diferente",
            ReconClass.FeeDiffers => "Tarifa diferente",
            ReconClass.StatusDiffers => "Situação diferente",
            ReconClass.Unidentified => "Sem identificação",
            _ => "Confere",
        };
    }

    extension(Money difference)
    {
        /// <summary>Who has more: a bare sign would be read either way.</summary>
        public string InWords => difference.IsZero ? "as diferenças se compensam"
            : difference > Money.Zero ? $"o banco tem {difference} a mais" : $"o livro tem {-difference} a mais";
    }

    extension(DateOnly day)
    {
        /// <summary>As an address has it.</summary>
        public string Wire => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    extension(ReconRun run)
    {
        public Words.State State => run switch
        {
            { IsFinished: false, StalledCode: not null } => new("Banco não respondeu", "bad"),
            { IsFinished: false } => new("Conferindo", "wait"),
            { IsBalanced: true } => new("Confere", "good"),
            _ => new(run.Totals!.Open == 1 ? "1 diferença" : $"{run.Totals.Open} diferenças", "bad"),
        };

        public string Progress => run switch
        {
            { IsFinished: false, StalledCode: "locked-out" } => "O banco recusa as credenciais desta conta. A conferência continua sozinha quando forem trocadas.",
            { IsFinished: false, StalledCode: not null } => "O banco não respondeu. A conferência continua sozinha de onde parou.",
            { Phase: ReconPhase.Payments } => "Passo 1 de 4: pagamentos.",
            { Phase: ReconPhase.Returns } => "Passo 2 de 4: devoluções e contestações.",
            { Phase: ReconPhase.Settlements } => "Passo 3 de 4: envios à conta bancária.",
            { Phase: ReconPhase.Ours } => "Passo 4 de 4: o que só está no livro.",
            _ => $"Conferido em {run.FinishedAt!.Value.Short}.",
        };
    }
}
