using Shared.Payments;

namespace Admin.Api.StaffConsole;

/// <summary>Money that goes back, as the console says it.</summary>
internal static class RefundWords
{
    public static readonly IReadOnlyDictionary<RefundReason, string> Reasons = new Dictionary<RefundReason, string>
    {
        [RefundReason.PaidTwice] = "Pagou duas vezes",
        [RefundReason.PaidTooMuch] = "Pagou a mais",
        [RefundReason.AskedByDebtor] = "A pessoa pediu",
        [RefundReason.MadeInError] = "Pagou por engano",
        [RefundReason.Other] = "Outro motivo",
    };

    private static readonly Dictionary<DisputeStatus, Words.State> Disputes = new()
    {
        [DisputeStatus.Announced] = new("Avisada", "wait"),
        [DisputeStatus.Taken] = new("Dinheiro tomado", "bad"),
        [DisputeStatus.Dropped] = new("Não foi adiante", "quiet"),
        [DisputeStatus.Won] = new("Dinheiro devolvido", "good"),
    };

    extension(Refund refund)
    {
        public bool IsOverdue(DateTimeOffset now) => refund.EndedAt is null && now - refund.RequestedAt > Refund.Patience;

        public Words.State StateAt(DateTimeOffset now) => refund.Status switch
        {
            RefundStatus.Succeeded => new("Chegou", "good"),
            RefundStatus.Failed => new("Não deu certo", "bad"),
            RefundStatus.Cancelled => new("Cancelada", "quiet"),
            _ when refund.IsOverdue(now) => new($"Atrasada: pedida há {(now - refund.RequestedAt).Days} dias", "bad"),
            RefundStatus.Requested when refund.Channel is RefundChannel.Manual => new("Falta fazer a transferência", "wait"),
            RefundStatus.Requested => new("Pedida", "wait"),
            _ => new("A caminho", "info"),
        };
    }

    extension(DisputeStatus status)
    {
        public string Word => Disputes[status].Word;
        public string Tone => Disputes[status].Tone;
    }
}
