using System.Globalization;

namespace Shared.Payments.Pix;

/// <summary>What is asked of a PSP, in its words. Pure.</summary>
internal static class PixBodies
{
    private const int LongestName = 200;
    private const int LongestText = 140;
    private const int PercentOnce = 2;
    private const int PercentAMonth = 3;
    private const int ShortestLife = 60;

    /// <summary>
    /// The same for the same charge, however late it is repeated: a PSP counts the life of a code from when it first heard of it.
    /// </summary>
    public static CobBody Cob(ChargeOrder order, string key) => new(
        new ExpiracaoBody(Math.Max(ShortestLife, (int)(order.Charge.ExpiresAt - order.Charge.CreatedAt).TotalSeconds)),
        DebtorOf(order.Payer), new ValorBody(order.Charge.Amount.ToWire()), key, Cut(order.Description, LongestText));

    public static CobvBody Cobv(ChargeOrder order, DueTerms terms, string key) => new(
        new VencimentoBody(terms.DueOn, terms.DaysAfterDue),
        DebtorOf(order.Payer),
        new ValorBody(order.Charge.Amount.ToWire(), Rate(PercentOnce, terms.FineRate), Rate(PercentAMonth, terms.MonthlyInterestRate)),
        key, Cut(order.Description, LongestText));

    public static DevolucaoBody Refund(RefundOrder order) => new(order.Amount.ToWire(), "ORIGINAL", order.Reason is { } reason ? Cut(reason, LongestText) : null);

    private static DevedorBody DebtorOf(Payer payer) => payer.Document.Kind is TaxIdKind.Cpf
        ? new(payer.Document.Canonical, null, Cut(payer.Name, LongestName))
        : new(null, payer.Document.Canonical, Cut(payer.Name, LongestName));

    // Zero is no rate: the contract has no place for it.
    private static ModalidadeBody? Rate(int kind, decimal fraction) =>
        decimal.Round(fraction * 100, 2, MidpointRounding.AwayFromZero) is > 0 and var percent ? new(kind, percent.ToString("0.00", CultureInfo.InvariantCulture)) : null;

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
