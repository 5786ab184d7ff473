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
    /// <param name="source">Only entries of this act: "refund:0198…".</param>
    /// <param name="about">Only entries about this payment, whatever the act: "payment:0198…".</param>
    [HttpGet]
    [Scope("payments:read")]
    [ProducesResponseType<Page<LedgerEntryView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page, [FromQuery, StringLength(140)] string? source, [FromQuery, StringLength(140)] string? about)
    {
        var entries = db.LedgerEntries.AsNoTracking();
        entries = source is null ? entries : entries.Where(e => e.Source == source);
        entries = about is null ? entries : entries.Where(e => e.About == about);
        return pages.OfAsync(page, entries, e => e.Id, LedgerEntryView.Of(db.LedgerLines));
    }
}

/// <summary>One fact about money, as it was posted. Never changed: a mistake is undone by a new entry.</summary>
/// <param name="Source">The act: a payment, a refund, a dispute, a payout.</param>
/// <param name="About">The payment it is about, where there is one; else the act again.</param>
/// <param name="Why">What happened.</param>
/// <param name="ReversesId">The entry that this one undoes.</param>
public sealed record LedgerEntryView(
    Id<Entry> Id, string Source, string About, string Why, Id<Entry>? ReversesId, DateTimeOffset PostedAt, IEnumerable<LedgerLineView> Lines)
{
    internal static Expression<Func<Entry, LedgerEntryView>> Of(IQueryable<Line> lines) => e => new(
        e.Id, e.Source, e.About, e.Why, e.ReversesId, e.PostedAt,
        lines.Where(l => l.EntryId == e.Id).OrderBy(l => l.Id).Select(l => new LedgerLineView(l.Account, l.Amount)).ToList());
}

public sealed record LedgerLineView(Account Account, Money Amount);
