using System.Globalization;

namespace Shared.Payments.Pix;

/// <summary>Where in a long list we are: the stretch of time that begins at <paramref name="From"/>, Pix with a txid or without, the page (from 0).</summary>
internal sealed record PixCursor(DateTimeOffset From, bool HasTxid, int Page)
{
    public static PixCursor At(string? cursor, DateTimeOffset from) => cursor?.Split('|') is [var start, var kind, var page]
        ? new(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), kind == "with", int.Parse(page, CultureInfo.InvariantCulture))
        : new(from, HasTxid: true, 0);

    /// <summary>Null when all has been seen.</summary>
    public PixCursor? Next(bool hasMorePages, DateTimeOffset end, DateTimeOffset until) =>
        hasMorePages ? this with { Page = Page + 1 }
        : HasTxid ? this with { HasTxid = false, Page = 0 }
        : end < until ? new(end, HasTxid: true, 0)
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:O}|{(HasTxid ? "with" : "without")}|{Page}");
}
