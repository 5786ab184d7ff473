using System.Globalization;

namespace Shared.Payments.Pix;

/// <summary>What a PSP says, in our words. Pure, and tolerant: the contract may grow members and values at any time.</summary>
internal static class PixAnswers
{
    private const string Takings = "MED_";

    /// <param name="path">"cob" or "cobv", and the txid: where it is found again.</param>
    public static RemoteCharge Charge(CobAnswer answer, Charge charge, string path, PixReceiver receiver, DateTimeOffset now) => new(
        StatusOf(answer, charge, now), path, CodeOf(answer, receiver) is { } code ? new PayInstructions(code) : null,
        [.. from pix in answer.Pix ?? [] let payment = Payment(pix, charge.Txid) where payment is not null select payment]);

    /// <summary>Null for what cannot be booked: without an id, an amount or a time.</summary>
    public static RemotePayment? Payment(PixAnswer pix, string? txid = null) =>
        pix is { EndToEndId: { } id, Horario: { } at } && MoneyOf(pix.Valor) is { } amount
            ? new RemotePayment(id, pix.Txid ?? txid, amount, at, Fee: null, PartsOf(pix.ComponentesValor), [.. RefundsOf(pix, at)], pix.Pagador?.Cpf ?? pix.Pagador?.Cnpj)
            : null;

    /// <param name="asked">What we asked for; null when we only look.</param>
    public static RemoteRefund? Refund(DevolucaoAnswer answer, RefundOrder? asked, DateTimeOffset received)
    {
        if (answer.Id is not { } id || MoneyOf(answer.Valor) is not { } amount)
        {
            return null;
        }

        var isMed = answer.Natureza?.StartsWith(Takings, StringComparison.OrdinalIgnoreCase) is true;
        var isOurs = !isMed && (asked is not null || IsOurs(id));
        return new RemoteRefund(
            id, isOurs ? asked?.Id ?? id : null, amount, StatusOf(answer.Status), IsTaken: !isOurs,
            answer.Horario?.Liquidacao ?? answer.Horario?.Solicitacao ?? received, answer.Motivo);
    }

    /// <summary>Amounts are texts with two decimals.</summary>
    public static Money? MoneyOf(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount * 100 is var cents && cents == decimal.Truncate(cents)
            && cents <= long.MaxValue
            ? Money.OfCents((long)cents)
            : null;

    // Ours are named by uuids without hyphens, version 7.
    private static bool IsOurs(string id) => Guid.TryParseExact(id, "N", out var guid) && guid.Version == 7;

    private static IEnumerable<RemoteRefund> RefundsOf(PixAnswer pix, DateTimeOffset at) =>
        from answer in pix.Devolucoes ?? []
        let refund = Refund(answer, null, at)
        where refund is not null
        select refund;

    private static RemoteParts? PartsOf(ComponentesAnswer? parts) => parts?.Original is null
        ? null
        : new RemoteParts(Part(parts.Original), Part(parts.Multa), Part(parts.Juros), Part(parts.Desconto), Part(parts.Abatimento));

    private static Money Part(ComponenteAnswer? part) => MoneyOf(part?.Valor) ?? Money.Zero;

    // A removed code may have been paid before. "Expired" nobody says: such a code stays ATIVA for ever.
    private static RemoteStatus StatusOf(CobAnswer answer, Charge charge, DateTimeOffset now) => answer switch
    {
        { Pix: [_, ..] } => RemoteStatus.Paid,
        { Status: "CONCLUIDA" } => RemoteStatus.Processing,
        { Status: { } status } when status.StartsWith("REMOVIDA", StringComparison.Ordinal) => RemoteStatus.Cancelled,
        _ => now >= EndOf(answer.Calendario, charge) ? RemoteStatus.Expired : RemoteStatus.Waiting,
    };

    private static DateTimeOffset EndOf(CalendarioAnswer? calendar, Charge charge) => calendar switch
    {
        { DataDeVencimento: { } due } => BrazilTime.EndOfDay(BusinessCalendar.Bank.LastDayOfGrace(due, calendar.ValidadeAposVencimento ?? 30)).AddSeconds(1),
        { Criacao: { } made, Expiracao: { } seconds } when made.AddSeconds(seconds) is var end && end > charge.ExpiresAt => end,
        _ => charge.ExpiresAt,
    };

    private static RemoteRefundStatus StatusOf(string? status) => status switch
    {
        "DEVOLVIDO" => RemoteRefundStatus.Succeeded,
        "NAO_REALIZADO" => RemoteRefundStatus.Failed,
        _ => RemoteRefundStatus.Pending,
    };

    private static string? CodeOf(CobAnswer answer, PixReceiver receiver)
    {
        if (answer.PixCopiaECola is { Length: > 0 } told)
        {
            return told;
        }

        var location = (answer.Location ?? answer.Loc?.Location ?? "").Replace("https://", "", StringComparison.OrdinalIgnoreCase);
        return location.Length is > 0 and <= BrCode.LongestKeyOrLocation && !location.Contains("://", StringComparison.Ordinal)
            ? BrCode.Dynamic(location, receiver).Text
            : null;
    }
}
