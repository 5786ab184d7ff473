using System.Text;

namespace Shared.Payments;

/// <summary>Who receives a Pix, as the payer's bank shows it. Accents and length are seen to when the code is built.</summary>
public sealed record PixReceiver(string Name, string City);

/// <summary>A Pix "copia e cola", every field and the check sum right (BCB, Manual de Padrões para Iniciação do Pix).</summary>
public sealed record BrCode
{
    internal const string Pix = "br.gov.bcb.pix";
    internal const string NoTxid = "***";
    internal const int LongestName = 25;
    internal const int LongestCity = 15;
    internal const int LongestAmount = 13;
    internal const int LongestKeyOrLocation = 77;

    private BrCode(string text, BrCodeFields fields)
    {
        Text = text;
        Key = fields.Key;
        Location = fields.Location;
        Recurrence = fields.Recurrence;
        Description = fields.Description;
        Amount = fields.Location is null ? fields.Amount : null;
        ReceiverName = fields.Name!;
        ReceiverCity = fields.City!;
        Txid = fields.Txid is NoTxid ? null : fields.Txid;
    }

    /// <summary>The whole code: what is copied, what the QR holds.</summary>
    public string Text { get; }

    /// <summary>The receiver's Pix key; only in a static code.</summary>
    public string? Key { get; }

    /// <summary>Where the payer's bank fetches the charge, without "https://"; only in a dynamic code.</summary>
    public string? Location { get; }

    /// <summary>Where it fetches the Pix Automático mandate, when there is one.</summary>
    public string? Recurrence { get; }

    public string? Description { get; }

    /// <summary>Null when the payer may choose; always null in a dynamic code, where banks ignore it.</summary>
    public Money? Amount { get; }

    public string ReceiverName { get; }

    public string ReceiverCity { get; }

    public string? Txid { get; }

    /// <summary>A code with the key itself in it: any bank pays it, nobody registers it.</summary>
    public static BrCode Static(
        string key, PixReceiver receiver, Money? amount = null, string? txid = null, string? description = null)
    {
        Invariant.Holds(key.Length is > 0 and <= LongestKeyOrLocation, "A Pix key is 1 to 77 characters.");
        Invariant.Holds(Ascii.Fold(key) == key, "A Pix key is plain ASCII.");
        Invariant.Holds(amount is not { } asked || asked > Money.Zero, "A Pix is for a positive amount.");
        Invariant.Holds(txid is null || PixTxid.FitsStatic(txid), "The txid of a static code is 1 to 25 letters and digits.");

        var room = 73 - key.Length;
        var told = Ascii.Fold(description ?? "", Math.Max(room, 0));
        var account = Emv.Field("00", Pix) + Emv.Field("01", key) + (told == "" ? "" : Emv.Field("02", told));
        return Build(Emv.Field("26", account), receiver, amount, txid ?? NoTxid);
    }

    /// <summary>A code that points at a charge kept by the receiver's bank.</summary>
    public static BrCode Dynamic(string location, PixReceiver receiver)
    {
        Invariant.Holds(location.Length is > 0 and <= LongestKeyOrLocation && !location.Contains("://", StringComparison.Ordinal),
            "A location is 1 to 77 characters, without scheme.");

        var account = Emv.Field("00", Pix) + Emv.Field("25", location);
        return Build(Emv.Field("01", "12") + Emv.Field("26", account), receiver, amount: null, NoTxid);
    }

    /// <summary>What is wrong with a code, as stable names ("crc-mismatch"); empty when it may be paid.</summary>
    public static IReadOnlyList<string> FlawsOf(string text) => [.. BrCodeRules.FlawsOf(text)];

    public static BrCode Parse(string text) => FlawsOf(text) is { Count: > 0 } flaws
        ? throw new FormatException($"Not a BR Code: {string.Join(", ", flaws)}.")
        : new BrCode(text, BrCodeFields.Of(Emv.Read(text)!));

    public override string ToString() => Text;

    private static BrCode Build(string account, PixReceiver receiver, Money? amount, string txid)
    {
        var text = new StringBuilder()
            .Append(Emv.Field("00", "01"))
            .Append(account)
            .Append(Emv.Field("52", "0000"))
            .Append(Emv.Field("53", "986"))
            .Append(amount is { } asked ? Emv.Field("54", asked.ToWire()) : "")
            .Append(Emv.Field("58", "BR"))
            .Append(Emv.Field("59", Ascii.Fold(receiver.Name, LongestName)))
            .Append(Emv.Field("60", Ascii.Fold(receiver.City, LongestCity)))
            .Append(Emv.Field("62", Emv.Field("05", txid)))
            .Append("6304")
            .ToString();

        return Parse(text + Emv.Crc(text));
    }
}
