using System.Globalization;
using Shared.Agreements;
using Shared.Debts;
using Shared.Messaging;

namespace Admin.Api.StaffConsole;

/// <summary>How the console writes states, days and instants: short, for people who read many of them.</summary>
internal static class Words
{
    /// <summary>A state in words, and the colour that goes with it.</summary>
    public sealed record State(string Word, string Tone);

    private static readonly Dictionary<DebtStatus, State> Debts = new()
    {
        [DebtStatus.Open] = new("Em aberto", "wait"),
        [DebtStatus.UnderAgreement] = new("Em acordo", "info"),
        [DebtStatus.Settled] = new("Quitada", "good"),
        [DebtStatus.Closed] = new("Encerrada", "quiet"),
    };

    private static readonly Dictionary<AgreementStatus, State> Agreements = new()
    {
        [AgreementStatus.Accepted] = new("Aceito, falta o 1º pagamento", "wait"),
        [AgreementStatus.Active] = new("Em andamento", "info"),
        [AgreementStatus.Settled] = new("Quitado", "good"),
        [AgreementStatus.Broken] = new("Desfeito", "bad"),
        [AgreementStatus.Cancelled] = new("Cancelado", "quiet"),
        [AgreementStatus.Renegotiated] = new("Renegociado", "quiet"),
    };

    private static readonly Dictionary<MessageStatus, State> Messages = new()
    {
        [MessageStatus.Queued] = new("Saindo", "wait"),
        [MessageStatus.Sent] = new("Enviada", "good"),
        [MessageStatus.Failed] = new("Não saiu", "bad"),
        [MessageStatus.Postponed] = new("Adiada", "wait"),
        [MessageStatus.Dropped] = new("Perdeu o sentido", "quiet"),
    };

    private static readonly Dictionary<ContactRule, string> Rules = new()
    {
        [ContactRule.Asked] = "A pedido da pessoa",
        [ContactRule.WithinHours] = "Dentro do horário",
        [ContactRule.WithinCaps] = "Dentro do horário e dos limites",
        [ContactRule.OutsideHours] = "Fora do horário",
        [ContactRule.Sunday] = "Domingo",
        [ContactRule.Saturday] = "Sábado fechado",
        [ContactRule.NationalHoliday] = "Feriado nacional",
        [ContactRule.OwnHoliday] = "Feriado do credor",
        [ContactRule.Interval] = "Cedo demais depois da anterior",
        [ContactRule.DayCap] = "Limite do dia",
        [ContactRule.WeekCap] = "Limite de sete dias",
        [ContactRule.MonthCap] = "Limite de trinta dias",
    };

    extension(DebtStatus status)
    {
        public string Word => Debts[status].Word;
        public string Tone => Debts[status].Tone;
    }

    extension(AgreementStatus status)
    {
        public string Word => Agreements[status].Word;
        public string Tone => Agreements[status].Tone;
    }

    extension(MessageStatus status)
    {
        public string Word => Messages[status].Word;
        public string Tone => Messages[status].Tone;
    }

    extension(MessageKind kind)
    {
        public string Word => kind switch
        {
            MessageKind.OneTimeCode => "Código de acesso",
            MessageKind.CureNotice => "Aviso antes de o acordo se desfazer",
            MessageKind.AgreementUndone => "Acordo desfeito",
            MessageKind.AgreementReinstated => "Acordo retomado",
            MessageKind.StaffInvitation => "Convite para o console",
            MessageKind.StaffSecondProof => "Link para um aplicativo novo",
            MessageKind.StaffPasswordChanged => "Senha mudada",
            MessageKind.StaffCodesRenewed => "Códigos de recuperação novos",
            MessageKind.StaffAuthenticatorReplaced => "Aplicativo de códigos trocado",
            MessageKind.AgreementAccepted => "Acordo registrado pelo credor",
            _ => kind.ToString(),
        };
    }

    extension(MessageChannel channel)
    {
        public string Word => channel switch
        {
            MessageChannel.Email => "e-mail",
            _ => channel.ToString(),
        };
    }

    extension(Message message)
    {
        /// <summary>What let it go, and what had held it back.</summary>
        public string Rule => (message.AllowedBy, message.BlockedBy) switch
        {
            (_, { } held) when message.Status is MessageStatus.Postponed => $"{Rules[held]}; até {message.PostponedUntil!.Value.Short}",
            ({ } let, { } held) => $"{Rules[let]}; antes, {Rules[held].ToLowerInvariant()}",
            ({ } let, null) => Rules[let],
            (null, { } held) => Rules[held],
            _ => "",
        };
    }

    extension(Instalment instalment)
    {
        public State StateOn(DateOnly today) => instalment switch
        {
            { IsPaid: true } => new("Paga", "good"),
            { Paid.IsZero: false } => new("Paga em parte", "wait"),
            _ => instalment.DueOn < today ? new("Atrasada", "bad") : new("A vencer", "quiet"),
        };
    }

    extension(DateOnly day)
    {
        public string Short => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
    }

    extension(DateTimeOffset instant)
    {
        public string Short => instant.InBrazil.ToString("dd/MM/yyyy HH'h'mm", CultureInfo.InvariantCulture);
    }
}
