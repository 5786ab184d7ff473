using System.Globalization;
using System.Text;

namespace Shared.Payments;

internal sealed record EmvObject(string Id, string Value);

/// <summary>The alphabet of QR payments: id, length, value, one after another; CRC-16/CCITT-FALSE at the end.</summary>
internal static class Emv
{
    public static string Field(string id, string value)
    {
        Invariant.Holds(value.Length is > 0 and <= 99, $"Object {id} is 1 to 99 characters.");
        return string.Create(CultureInfo.InvariantCulture, $"{id}{value.Length:00}{value}");
    }

    /// <summary>Null when lengths do not add up.</summary>
    public static IReadOnlyList<EmvObject>? Read(string text)
    {
        var objects = new List<EmvObject>();

        for (var at = 0; at < text.Length;)
        {
            if (at + 4 > text.Length || !text[at..(at + 4)].All(char.IsAsciiDigit))
            {
                return null;
            }

            var end = at + 4 + int.Parse(text[(at + 2)..(at + 4)], CultureInfo.InvariantCulture);

            if (end > text.Length)
            {
                return null;
            }

            objects.Add(new(text[at..(at + 2)], text[(at + 4)..end]));
            at = end;
        }

        return objects;
    }

    public static string Crc(string text)
    {
        var crc = 0xFFFF;

        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            crc ^= octet << 8;

            for (var bit = 0; bit < 8; bit++)
            {
                crc = ((crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021 : 0)) & 0xFFFF;
            }
        }

        return crc.ToString("X4", CultureInfo.InvariantCulture);
    }

    extension(IReadOnlyList<EmvObject> objects)
    {
        public string? At(string id) => objects.FirstOrDefault(o => o.Id == id)?.Value;
    }
}
