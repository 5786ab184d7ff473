using System.Globalization;

namespace Shared.Payments;

/// <summary>The fields of a code by their meaning; null where absent.</summary>
internal sealed record BrCodeFields(
    string? Key, string? Location, string? Description, string? Recurrence,
    Money? Amount, string? Name, string? City, string? Txid)
{
    public static BrCodeFields Of(IReadOnlyList<EmvObject> objects)
    {
        var account = PixPart(objects, 26, 51);
        return new(
            Key: account?.At("01"),
            Location: account?.At("25"),
            Description: account?.At("02"),
            Recurrence: PixPart(objects, 80, 99)?.At("25"),
            Amount: ReadAmount(objects.At("54")),
            Name: objects.At("59"),
            City: objects.At("60"),
            Txid: objects.At("62") is { } additional ? Emv.Read(additional)?.At("05") : null);
    }

    /// <summary>The objects inside the first template, in that range of ids, which says it is Pix.</summary>
    public static IReadOnlyList<EmvObject>? PixPart(IReadOnlyList<EmvObject> objects, int first, int last) =>
        objects
            .Where(o => int.Parse(o.Id, CultureInfo.InvariantCulture) is var id && id >= first && id <= last)
            .Select(o => Emv.Read(o.Value))
            .FirstOrDefault(inner => string.Equals(inner?.At("00"), BrCode.Pix, StringComparison.OrdinalIgnoreCase));

    // EMV allows "10", "10.5" and "10.50".
    private static Money? ReadAmount(string? written) =>
        written is { Length: <= BrCode.LongestAmount }
        && decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? Money.OfCents(decimal.ToInt64(amount * 100))
            : null;
}
