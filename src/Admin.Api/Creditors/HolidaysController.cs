using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Creditors;

namespace Admin.Api.Creditors;

[ApiController]
[Route("v1/holidays")]
public sealed class HolidaysController(
    AppDb db, Pages pages, IShow<CreditorHoliday> show, Caller caller, AddHoliday addHoliday, RemoveHoliday removeHoliday) : ControllerBase
{
    /// <summary>The days that this creditor closed itself, newest first. Sundays and national holidays are closed without being here.</summary>
    [HttpGet]
    [Scope("settings:read")]
    [ProducesResponseType<Page<HolidayView>>(200)]
    public Task<IActionResult> ListAsync([FromQuery] PageQuery page) => pages.OfAsync(page, db.CreditorHolidays, h => h.Id, HolidayView.Of);

    /// <summary>One closed day.</summary>
    [HttpGet("{id}")]
    [Scope("settings:read")]
    [ProducesResponseType<HolidayView>(200)]
    public async Task<IActionResult> ShowAsync(Id<CreditorHoliday> id) =>
        await show.FindAsync(id) is { } holiday ? Ok(holiday) : this.Refuse(RemoveHoliday.NotFound);

    /// <summary>
    /// Closes a day: no letter about a debt goes out on it to the debtors of that state or city; without a place, to nobody. What would have
    /// gone is put off. Due dates stay as they are.
    /// </summary>
    [HttpPost]
    [Scope("settings:write")]
    [Creates]
    [ProducesResponseType<HolidayView>(201)]
    public async Task<IActionResult> CreateAsync(NewHoliday body)
    {
        var outcome = await addHoliday.ExecuteAsync(new(caller.CreditorId, body.Date, body.Name, body.State, body.City), caller.Actor);
        return outcome.Succeeded(out var holiday, out var refusal)
            ? Created($"/v1/holidays/{holiday.Id}", HolidayView.From(holiday))
            : this.Refuse(refusal);
    }

    /// <summary>Opens the day again. A letter that was put off because of it goes on the day it was put off to.</summary>
    [HttpDelete("{id}")]
    [Scope("settings:write")]
    [IfMatch<CreditorHoliday>]
    [ProducesResponseType(204)]
    public async Task<IActionResult> DeleteAsync(Id<CreditorHoliday> id)
    {
        var outcome = await removeHoliday.ExecuteAsync(id, caller.Actor);
        return outcome.Succeeded(out _, out var refusal) ? NoContent() : this.Refuse(refusal);
    }
}

/// <summary>A day to close, and for whom.</summary>
public sealed record NewHoliday
{
    /// <summary>From the first day of this year to the last of the year after next.</summary>
    public required DateOnly Date { get; init; }

    /// <example>Aniversário de São Paulo</example>
    [StringLength(AddHoliday.LongestName, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>UF of the debtors whom it concerns; everybody where it is left out.</summary>
    public string? State { get; init; }

    /// <summary>City of the debtors whom it concerns, with its state. Accents and capitals do not matter.</summary>
    [StringLength(AddHoliday.LongestCity, MinimumLength = 1)]
    public string? City { get; init; }
}

/// <summary>A closed day.</summary>
/// <param name="State">Null for everywhere.</param>
/// <param name="City">Null for the whole state.</param>
public sealed record HolidayView(Id<CreditorHoliday> Id, DateOnly Date, string Name, string? State, string? City, DateTimeOffset CreatedAt) : IRepresentation
{
    internal static readonly Expression<Func<CreditorHoliday, HolidayView>> Of = h => new(h.Id, h.ClosedOn, h.Name, h.State, h.City, h.CreatedAt);

    internal static readonly Func<CreditorHoliday, HolidayView> From = Of.Compile();
}

internal sealed class ShowHoliday(AppDb db) : IShow<CreditorHoliday>
{
    public async Task<IRepresentation?> FindAsync(Id<CreditorHoliday> id) =>
        await db.CreditorHolidays.AsNoTracking().Where(h => h.Id == id).Select(HolidayView.Of).SingleOrDefaultAsync();
}
