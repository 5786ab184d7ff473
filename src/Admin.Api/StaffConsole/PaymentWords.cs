using Shared.Payments;

namespace Admin.Api.StaffConsole;

/// <summary>How the desk speaks of what was unusual about a payment.</summary>
internal static class PaymentWords
{
    private static readonly Dictionary<PaymentFlags, string> Of = new()
    {
        [PaymentFlags.Late] = "pago depois que o código venceu",
        [PaymentFlags.AfterCancel] = "pago depois que o código foi cancelado",
        [PaymentFlags.Underpaid] = "menos do que o código pedia",
        [PaymentFlags.Overpaid] = "mais do que o código pedia",
        [PaymentFlags.Duplicate] = "já estava pago",
        [PaymentFlags.OtherPayer] = "pago por outra pessoa",
    };

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    extension(PaymentFlags flags)
    {
        /// <summary>One sentence, without its point.</summary>
        public string Words => flags is PaymentFlags.None ? "Como combinado" : Capital(string.Join("; ", flags.List().Select(f => Of[f])));
    }
}
