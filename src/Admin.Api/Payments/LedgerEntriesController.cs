using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Ledger;

namespace Admin.Api.Payments;

[ApiController]
[Route("v1/ledger-entries")]
public sealed class LedgerEntriesController(AppDb db, Pages pages) : ControllerBase
{
    /// <summary>The double-entry ledger, newest first. Lines are signed: debits positive, and each entry sums to zero.</summary>
    /// <param name="page">Which part of the list.</param>
    /// <param name="source">Only entries about this: "payment:0198…".</param>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<LedgerEntryView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery, StringLength(100)] string? source)
    {
        var entries = db.LedgerEntries.AsNoTracking();
        entries = source is null ? entries : entries.Where(e => e.Source == source);
        return pages.OfAsync(page, entries, e => e.Id, LedgerEntryView.Of(db.LedgerLines));
    }
}

/// <summary>One fact about money, as it was posted. Never changed: a mistake is undone by a new entry.</summary>
/// <param name="Source">What it is about.</param>
/// <param name="Why">What happened.</param>
public sealed record LedgerEntryView(Id<Entry> Id, string Source, string Why, DateTimeOffset PostedAt, IEnumerable<LedgerLineView> Lines)
{
    internal static Expression<Func<Entry, LedgerEntryView>> Of(IQueryable<Line> lines) => e => new(
        e.Id, e.Source, e.Why, e.PostedAt,
        lines.Where(l => l.EntryId == e.Id).OrderBy(l => l.Id).Select(l => new LedgerLineView(l.Account, l.Amount)).ToList());
}

public sealed record LedgerLineView(Account Account, Money Amount);
