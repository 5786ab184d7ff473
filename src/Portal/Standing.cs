using Shared.Agreements;

namespace Portal;

/// <summary>How an agreement stands, in words and tone. What is not paid is never green.</summary>
public sealed record Standing(string Text, string Tone)
{
    public static Standing Of(AgreementStatus status, DateOnly? nextDueOn, int graceDays, DateOnly today) => status switch
    {
        AgreementStatus.Settled => new("Quitado", "ok"),
        AgreementStatus.Broken => new("Desfeito", "attention"),
        AgreementStatus.Cancelled => new("Cancelado", "attention"),
        AgreementStatus.Renegotiated => new("Trocado por outro acordo", "info"),
        _ when nextDueOn is { } dueOn && AgreementDays.LastDayInTime(dueOn) < today => Late(BusinessCalendar.Bank.LastDayOfGrace(dueOn, graceDays), today),
        AgreementStatus.Accepted => new("Falta pagar a 1ª parcela", "attention"),
        _ => new("Em dia", "ok"),
    };

    private static Standing Late(DateOnly lastDay, DateOnly today) =>
        today <= lastDay ? new($"Parcela atrasada: pague até {lastDay.InWords}", "attention") : new("Parcela atrasada", "attention");
}
