using System.Text.Json;
using Shared.Agreements;
using Shared.Debts;
using Shared.Imports;
using Shared.Offers;
using Shared.Payments;
using Shared.Support;

namespace Admin.Api.StaffConsole;

/// <summary>What happened, said to a colleague. An event names ids; the file knows what they are called.</summary>
public sealed class Sentences(PersonFile file)
{
    private static readonly Dictionary<string, Func<Sentences, JsonElement, string>> Known = new()
    {
        [nameof(OffersPresented)] = (file, e) => e.Number("Count") switch
        {
            0 => $"Procurou propostas para a conta {file.Contract(e)} e não havia nenhuma.",
            1 => $"Viu 1 proposta para a conta {file.Contract(e)}.",
            var count => $"Viu {count} propostas para a conta {file.Contract(e)}.",
        },
        [nameof(AgreementAccepted)] = (file, e) =>
            $"Aceitou o acordo {file.Agreement(e)} da conta {file.Contract(e)}: {e.Money("Total")} em {Times(e.Number("Instalments"))}{LessBy(e.Money("Discount"))}.",
        [nameof(AcceptanceTold)] = (file, e) => $"Foi avisada do acordo {file.Agreement(e)}, que o credor registrou. Pode desistir até {e.Day("WithdrawBy")} se não pagar nada.",
        [nameof(AcceptanceUntold)] = (file, e) => $"Não há contato para avisar do acordo {file.Agreement(e)}, que o credor registrou: o credor precisa avisar.",
        [nameof(AgreementActivated)] = (file, e) => $"O acordo {file.Agreement(e)} começou a valer com o primeiro pagamento.",
        [nameof(AgreementSettled)] = (file, e) => $"O acordo {file.Agreement(e)} foi quitado: {e.Money("Total")}.",
        [nameof(AgreementLate)] = (file, e) => $"O acordo {file.Agreement(e)} ficou com {e.Money("Missing")} em atraso. Pode ser pago até {e.Day("PayBy")} sem se desfazer.",
        [nameof(AgreementCured)] = (file, e) => $"O acordo {file.Agreement(e)} voltou a ficar em dia.",
        [nameof(CureNoticeSent)] = (file, e) => $"Foi avisada de que o acordo {file.Agreement(e)} pode ser desfeito se não for pago até {e.Day("PayBy")}.",
        [nameof(CureNoticeUndeliverable)] = (file, e) => $"Não há contato para avisar do atraso do acordo {file.Agreement(e)}. Ele não se desfaz sozinho: precisa de alguém.",
        [nameof(AgreementBroken)] = (file, e) => $"O acordo {file.Agreement(e)} foi desfeito. {e.Money("Paid")} já pagos foram descontados das contas.",
        [nameof(ChargeAsked)] = (file, e) => $"Foi pedida a cobrança de uma parcela do acordo {file.Agreement(e)}.",
        [nameof(AgreementCancelled)] = (file, e) => $"O acordo {file.Agreement(e)} foi cancelado antes do primeiro pagamento.",
        [nameof(AgreementRenegotiated)] = (file, e) => $"O acordo {file.Agreement(e)} deu lugar a outro. {e.Money("Paid")} já pagos foram contados.",
        [nameof(AgreementReinstated)] = (file, e) => $"O acordo {file.Agreement(e)} voltou a valer: o pagamento tinha sido feito a tempo.",
        [nameof(AgreementHeld)] = (file, e) => $"O acordo {file.Agreement(e)} está em análise e não se desfaz enquanto isso.",
        [nameof(AgreementReleased)] = (file, e) => $"A análise do acordo {file.Agreement(e)} terminou.",
        [nameof(DueDateMoved)] = (file, e) => $"Mudou a data da parcela {e.Number("Number")} do acordo {file.Agreement(e)} de {e.Day("From")} para {e.Day("To")}.",
        [nameof(InstalmentSplit)] = (file, e) => $"Dividiu a parcela {e.Number("Number")} do acordo {file.Agreement(e)}: {e.Money("First")} até {e.Day("FirstOn")} e {e.Money("Second")} até {e.Day("SecondOn")}.",
        [nameof(DebtCredited)] = (file, e) => $"{e.Money("Amount")} do acordo {file.Agreement(e)}, que já tinha terminado, foram descontados da conta {file.Contract(e)}.",
        [nameof(PrepaymentAsked)] = (file, e) => $"Pediu para pagar {Times(e.Number("Instalments"))} do acordo {file.Agreement(e)} de uma vez: {e.Money("ToPay")}.",
        [nameof(InstalmentPaid)] = (file, e) => $"A parcela {e.Number("Number")} do acordo {file.Agreement(e)} recebeu {e.Money("Amount")}.",
        [nameof(PaymentReceived)] = (_, e) => $"Chegou um pagamento de {e.Money("Amount")}.",
        [nameof(PaymentDidNotFit)] = (_, e) => $"Sobraram {e.Money("Excess")} de um pagamento. O valor está guardado e precisa de uma decisão.",
        [nameof(CreditUsed)] = (file, e) => $"{e.Money("Amount")} que tinham sobrado pagaram parcelas do acordo {file.Agreement(e)}.",
        [nameof(RefundRequested)] = (_, e) => $"Foi pedida a devolução de {e.Money("Amount")}.",
        [nameof(RefundCalledOff)] = (_, e) => $"A devolução de {e.Money("Amount")} foi cancelada antes de ir ao banco.",
        [nameof(ChargeUnclear)] = (_, e) => $"O banco não diz se tem o código de {e.Money("Amount")} que pedimos. É preciso perguntar a ele.",
        [nameof(StrayPaymentIdentified)] = (_, e) => $"Chegaram {e.Money("Amount")} sem dizer de quem eram, e foram identificados.",
        [nameof(PaymentRefunded)] = (_, e) => $"Foram devolvidos {e.Money("Amount")}.",
        [nameof(RefundFailed)] = (_, e) => $"A devolução de {e.Money("Amount")} não deu certo. O dinheiro continua aqui.",
        [nameof(RefundOverdue)] = (_, e) => $"A devolução de {e.Money("Amount")} está demorando. É preciso perguntar ao banco.",
        [nameof(DisputeAnnounced)] = (_, e) => $"O banco avisou que pode tomar {e.Money("Amount")} de volta. Nada foi tomado ainda.",
        [nameof(PaymentChargedBack)] = (_, e) => $"O banco tomou {e.Money("Amount")} de volta.",
        [nameof(DisputeWon)] = (_, e) => $"O banco devolveu {e.Money("Amount")} que tinha tomado.",
        [nameof(InstalmentReopened)] = (file, e) => $"A parcela {e.Number("Number")} do acordo {file.Agreement(e)} ficou em aberto de novo: faltam {e.Money("Missing")}.",
        [nameof(AgreementReopened)] = (file, e) => $"O acordo {file.Agreement(e)}, que estava quitado, ficou em aberto de novo.",
        [nameof(DebtCreated)] = (file, e) => $"A conta {file.Contract(e)} entrou: {e.Money("Principal")}.",
        [nameof(DebtUpdated)] = (file, e) => $"O credor mudou os dados da conta {file.Contract(e)}.",
        [nameof(DebtClosed)] = (file, e) => $"O credor encerrou a conta {file.Contract(e)}.",
        [nameof(DebtPaused)] = (file, e) => $"O credor pausou a conta {file.Contract(e)}{(e.GetProperty("Until").ValueKind is JsonValueKind.Null ? "" : $" até {e.Day("Until")}")}: nada é cobrado enquanto isso.",
        [nameof(DebtResumed)] = (file, e) => $"A pausa da conta {file.Contract(e)} terminou.",
        [nameof(DebtAdjusted)] = (file, e) => e.GetProperty("Direction").GetString() == nameof(AdjustmentDirection.Credit)
            ? $"O credor descontou {e.Money("Amount")} da conta {file.Contract(e)}."
            : $"O credor somou {e.Money("Amount")} ao valor original da conta {file.Contract(e)}.",
        [nameof(ExternalPaymentBooked)] = (file, e) => $"Pagou {e.Money("Amount")} da conta {file.Contract(e)} direto ao credor em {e.Day("PaidOn")}.",
        [nameof(ExternalPaymentReversed)] = (file, e) => $"O pagamento de {e.Money("Amount")} direto ao credor, da conta {file.Contract(e)}, foi desfeito: é devido de novo.",
        [nameof(DebtPaperAttached)] = (file, e) => $"O credor anexou um documento à conta {file.Contract(e)}.",
        [nameof(DebtPaperRefused)] = (file, e) => $"O antivírus recusou um documento da conta {file.Contract(e)}.",
        [nameof(DebtCreditTaken)] = (file, e) => $"{e.Money("Amount")} que tinham sido descontados da conta {file.Contract(e)} são devidos de novo.",
        [nameof(CounterProposalReceived)] = (file, e) =>
            $"Propôs pagar a conta {file.Contract(e)} com {e.Money("Total")} em {Times(e.Number("Payments"))}.",
        [nameof(CounterProposalDecided)] = (file, e) => $"A proposta para a conta {file.Contract(e)} {Answer(e.GetProperty("Outcome").GetString())}.",
        [nameof(OverrideRequested)] = (file, e) =>
            $"Proposta fora da política para a conta {file.Contract(e)}: {e.Money("Total")}{LessBy(e.Money("Discount"))}"
            + (e.GetProperty("NeedsApproval").GetBoolean() ? ". Espera a segunda pessoa." : ", dentro da alçada."),
        [nameof(OverrideApproved)] = (_, e) => $"A proposta fora da política de {e.Money("Total")} passou a valer.",
        [nameof(OverrideRefused)] = (_, _) => "Um pedido fora da política foi recusado.",
        [nameof(PersonViewed)] = (_, _) => "Abriu esta ficha.",
    };

    public static bool Knows(string name) => Known.ContainsKey(name);

    /// <summary>An event this page does not know yet still shows, by its name.</summary>
    public string Of(EventRow happened) =>
        Known.TryGetValue(happened.Name, out var say) ? say(this, JsonDocument.Parse(happened.Payload).RootElement) : happened.Name;

    public string Who(EventRow happened) => happened.ActorKind switch
    {
        "debtor" => "pela própria pessoa",
        "staff" => "por " + file.Staff.GetValueOrDefault(happened.ActorId, "alguém que saiu da equipe"),
        "api-key" => "pela API do credor",
        _ => "pelo sistema",
    };

    private string Contract(JsonElement e) => file.Debts.FirstOrDefault(d => d.Debt.Id.Value == e.Id("DebtId"))?.Debt.Contract ?? "retirada";

    private string Agreement(JsonElement e) =>
        file.Agreements.FirstOrDefault(a => a.Agreement.Id.Value == e.Id("AgreementId"))?.Agreement.Number ?? "retirado";

    private static string Answer(string? outcome) => outcome switch
    {
        "accepted" => "foi aceita",
        "betterOffer" => "teve como resposta uma oferta melhor da política",
        "improved" or "countered" => "teve como resposta outra oferta",
        "referred" => "foi para a equipe decidir",
        "refused" => "foi recusada",
        _ => "perdeu o sentido, porque a conta entrou em acordo",
    };

    private static string Times(int count) => count == 1 ? "1 pagamento" : $"{count} parcelas";

    private static string LessBy(Money discount) => discount > Money.Zero ? $", {discount} a menos" : "";
}

internal static class PayloadReading
{
    extension(JsonElement payload)
    {
        public int Number(string name) => payload.GetProperty(name).GetInt32();

        public Money Money(string name) => Shared.Kernel.Money.Parse(payload.GetProperty(name).GetString()!);

        public string Day(string name) => DateOnly.Parse(payload.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture).InFull;

        public Guid Id(string name) => payload.GetProperty(name).GetGuid();
    }
}
