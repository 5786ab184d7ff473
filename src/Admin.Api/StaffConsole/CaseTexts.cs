using Shared.Offers;
using Shared.Payments;
using Shared.Staff;
using Shared.Support;

namespace Admin.Api.StaffConsole;

/// <summary>Cases, plans and reasons as the console says them.</summary>
internal static class CaseTexts
{
    public static readonly IReadOnlyDictionary<string, string> Resolutions = new Dictionary<string, string>
    {
        [CaseResolution.Granted] = "Proposta concedida",
        [CaseResolution.Refused] = "Recusado",
        [CaseResolution.Superseded] = "Perdeu o sentido: a conta entrou em acordo",
        [CaseResolution.Corrected] = "Corrigido",
        [CaseResolution.Refunded] = "Devolvido",
        [CaseResolution.Identified] = "Dinheiro identificado",
        [CaseResolution.NothingToDo] = "Nada a fazer",
    };

    public static readonly IReadOnlyDictionary<string, string> Refusals = new Dictionary<string, string>
    {
        ["amount-too-low"] = "Valor abaixo do possível",
        ["too-many-months"] = "Prazo longo demais",
        ["beyond-guards"] = "Passa dos limites do credor",
        ["other"] = "Outro motivo",
    };

    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["hardship"] = "Dificuldade da pessoa",
        ["prompt-payment"] = "Paga logo",
        ["old-debt"] = "Conta antiga",
        ["our-mistake"] = "Falha nossa",
        [OverrideReasons.CounterProposal] = "Resposta a uma contraproposta",
    };

    private static readonly Dictionary<string, string> Events = new()
    {
        [nameof(CaseOpened)] = "Caso aberto",
        [nameof(CaseAssigned)] = "Caso assumido",
        [nameof(CaseReleased)] = "Caso devolvido à fila",
        [nameof(CaseNoted)] = "Nota escrita",
        [nameof(CaseResolved)] = "Caso resolvido",
        [nameof(CounterProposalReceived)] = "A pessoa fez a proposta",
        [nameof(CounterProposalDecided)] = "A proposta teve resposta",
        [nameof(OverrideRequested)] = "Proposta fora da política pedida",
        [nameof(OverrideApproved)] = "Proposta fora da política valendo",
        [nameof(OverrideRefused)] = "Pedido recusado",
        ["ChargeUnclear"] = "O banco não disse se tem a cobrança",
        ["PaymentReceived"] = "O dinheiro chegou",
        ["PaymentDidNotFit"] = "O dinheiro não coube em nenhuma parcela",
        ["DebtCredited"] = "O acordo estava cancelado: o dinheiro abateu a dívida",
        ["StrayPaymentKept"] = "Chegou dinheiro que não diz de quem é",
        ["StrayPaymentIdentified"] = "O dinheiro foi identificado",
        ["StrayPaymentReturned"] = "O dinheiro foi devolvido a quem pagou",
        ["NoticeUnmatched"] = "Não achamos a cobrança de que o banco falou",
        ["GatewayAccountOpened"] = "A conta de recebimento foi aberta",
        ["GatewayAccountRevised"] = "A conta de recebimento foi alterada",
        ["GatewayAccountLockedOut"] = "O banco recusou as credenciais",
        ["GatewayCertificateExpiring"] = "O certificado está para vencer",
        ["DisputeAnnounced"] = "O banco avisou de uma contestação",
        ["PaymentChargedBack"] = "O banco tomou o dinheiro de volta",
        ["DisputeWon"] = "O banco devolveu o que tinha tomado",
        ["RefundFailed"] = "A devolução não deu certo",
        ["RefundOverdue"] = "A devolução está demorando",
        ["PaymentRefunded"] = "O dinheiro foi devolvido",
        ["MoneyDiffered"] = "A conciliação achou uma diferença",
        ["ReconciliationAsked"] = "Conferência pedida",
        ["ReconciliationClosed"] = "Dia fechado",
        ["ReconciliationReopened"] = "O dia mudou depois de fechado",
        ["LedgerDisproved"] = "A conferência noturna achou uma diferença",
        ["WebhookEndpointDisabled"] = "O endereço foi desligado",
        ["WebhookEndpointRevised"] = "O endereço foi alterado",
        ["WebhookEndpointSubscribed"] = "O endereço foi cadastrado",
    };

    extension(CaseKind kind)
    {
        public string Word => kind switch
        {
            CaseKind.CounterProposal => "Contraproposta",
            CaseKind.Override => "Fora da política",
            CaseKind.OddPayment => "Pagamento fora do esperado",
            CaseKind.WebhookDown => "Webhook desligado",
            CaseKind.GatewayAccount => "Conta de recebimento em risco",
            CaseKind.Dispute => "Pagamento contestado",
            CaseKind.Refund => "Devolução que não deu certo",
            CaseKind.UnidentifiedMoney => "Dinheiro sem dono conhecido",
            CaseKind.UnmatchedNotice => "Aviso do banco sem cobrança",
            CaseKind.MoneyDiffers => "Conciliação com diferença",
            CaseKind.LedgerOff => "Livro-razão que não fecha",
            CaseKind.UnclearCharge => "Cobrança sem resposta do banco",
            _ => "Tarefa que desistiu",
        };
    }

    extension(Case found)
    {
        /// <summary>How much time is left, in words and a tone.</summary>
        public Words.State DueOnDay(DateOnly today) => found switch
        {
            { IsOpen: false } => new("Resolvido", "quiet"),
            _ when found.DueOn < today => new($"Venceu em {found.DueOn.Short}", "bad"),
            _ when found.DueOn == today => new("Vence hoje", "wait"),
            _ => new($"Até {found.DueOn.Short}", "info"),
        };
    }

    extension(StaffRole role)
    {
        public string Word => role switch
        {
            StaffRole.CreditorAdmin => "Administra",
            StaffRole.Supervisor => "Supervisiona",
            _ => "Atende",
        };
    }

    extension(Authority authority)
    {
        public string InWords => authority == Authority.None ? "nenhuma" : $"até {authority.MaxDiscountRate * 100:0.##}% e até {authority.MaxGivenUp}";
    }

    extension(OfferTerms terms)
    {
        /// <summary>"R$ 600,00 em 3 pagamentos, o 1º de R$ 200,00 em 07/03/2026".</summary>
        public string InShort => terms.Payments is [var only]
            ? $"{terms.Total} de uma vez, em {only.DueOn.Short}"
            : $"{terms.Total} em {terms.Payments.Count} pagamentos, o 1º de {terms.Payments[0].Amount} em {terms.Payments[0].DueOn.Short}, os outros de {terms.Payments[1].Amount}";

        public string DiscountInWords => terms.Balance.Total.IsZero ? "–" : $"{terms.Discount.Total} ({Discount.ShareOf(terms.Discount.Total, terms.Balance.Total).Fraction * 100:0.##}%)";
    }

    public static string Of(Charge charge) => charge.Status switch
    {
        ChargeStatus.Requesting or ChargeStatus.Unknown =>
            $"Pedimos {charge.Amount} ao banco em {charge.CreatedAt.Short}, e ele não diz se tem esta cobrança. Pergunte ao banco: até ele responder, a pessoa não consegue gerar outra por este meio.",
        ChargeStatus.Paid => $"O banco respondeu: a cobrança de {charge.Amount} existe e foi paga em {charge.PaidAt!.Value.Short}.",
        ChargeStatus.Rejected => $"O banco respondeu: a cobrança de {charge.Amount} não existe. A pessoa já pode gerar outra.",
        _ => $"O banco respondeu: a cobrança de {charge.Amount} existe. Não falta nada aqui.",
    };

    public static string Of(Dispute dispute) => dispute.Status switch
    {
        DisputeStatus.Announced => $"O banco avisou que pode tomar {dispute.Amount} de volta. Por enquanto, nada foi tomado.",
        DisputeStatus.Taken => $"O banco tomou {dispute.Amount} de volta em {dispute.TakenAt!.Value.Short}. O que esse dinheiro tinha pago está em aberto de novo, e o acordo está em espera até alguém olhar.",
        DisputeStatus.Won => $"O banco devolveu os {dispute.Amount} que tinha tomado. O que esse dinheiro tinha pago está pago de novo.",
        _ => $"A contestação de {dispute.Amount} não foi adiante. Nada foi tomado.",
    };

    public static string Of(Refund refund) => refund.Status switch
    {
        RefundStatus.Failed or RefundStatus.Cancelled => $"A devolução de {refund.Amount} não deu certo: o dinheiro continua aqui. Devolva de outro jeito, ou combine com a pessoa.",
        RefundStatus.Succeeded => $"A devolução de {refund.Amount} acabou dando certo em {refund.SucceededAt!.Value.Short}.",
        _ => $"A devolução de {refund.Amount}, pedida em {refund.RequestedAt.Short}, ainda não foi confirmada. Pergunte ao banco.",
    };

    extension(StrayAim aim)
    {
        /// <summary>"Parcela 2 do acordo A-12: R$ 210,00, vence em 10/03/2026".</summary>
        public string InShort =>
            $"Parcela {aim.Due.Instalment.Number} do acordo {aim.Agreement.Number}: {aim.Due.Due.Total}, vence em {aim.Due.Instalment.DueOn.Short}";
    }

    public static string Of(StrayPayment stray) => stray switch
    {
        { Status: StrayStatus.Identified } => $"Chegaram {stray.Amount} em {stray.PaidAt.Short}, sem dizer de quem eram. Foram identificados em {stray.ResolvedAt!.Value.Short}.",
        { Status: StrayStatus.Returned, TransferReference: { } reference } =>
            $"Chegaram {stray.Amount} em {stray.PaidAt.Short}, sem dizer de quem eram. Foram devolvidos em {stray.ResolvedAt!.Value.Short}, pela transferência {reference}.",
        { Status: StrayStatus.Returned } =>
            $"Chegaram {stray.Amount} em {stray.PaidAt.Short}, sem dizer de quem eram. O banco os devolveu a quem pagou; soubemos em {stray.ResolvedAt!.Value.Short}.",
        _ => $"Chegaram {stray.Amount} em {stray.PaidAt.Short}, sem dizer o que pagam. O dinheiro está guardado, e não conta para ninguém até alguém dizer de quem é.",
    };

    /// <summary>An event this page has no words for shows by its name.</summary>
    public static string Of(EventRow happened) => Events.GetValueOrDefault(happened.Name, happened.Name);

    public static string Who(string kind, string id, IReadOnlyDictionary<string, string> staff) => kind switch
    {
        "debtor" => "pela própria pessoa",
        "staff" => "por " + staff.GetValueOrDefault(id, "alguém que saiu da equipe"),
        "api-key" => "pela API do credor",
        _ => "pelo sistema",
    };
}
