namespace Shared.Creditors;

public sealed record HolidayRemoved(Id<Creditor> CreditorId, Id<CreditorHoliday> HolidayId, DateOnly ClosedOn, string? State, string? City) : IEvent
{
    public Guid Subject => HolidayId.Value;
}

/// <summary>Opens a day again. A letter that was put off because of it goes on the day it was put off to.</summary>
public sealed class RemoveHoliday(AppDb db, EventLog events)
{
    public static readonly Refusal NotFound = new("holiday-not-found", "Não encontramos este feriado.");

    private const int Tries = 3;

    // Two may remove it at the same moment: the second looks again, and there is nothing.
    public Task<Outcome<CreditorHoliday>> ExecuteAsync(Id<CreditorHoliday> id, Actor actor) => db.AgainAsync(Tries, () => RemoveAsync(id, actor));

    private async Task<Outcome<CreditorHoliday>> RemoveAsync(Id<CreditorHoliday> id, Actor actor)
    {
        if (await db.CreditorHolidays.SingleOrDefaultAsync(h => h.Id == id) is not { } holiday)
        {
            return NotFound;
        }

        db.Remove(holiday);
        await events.RecordAsync(new HolidayRemoved(holiday.CreditorId, holiday.Id, holiday.ClosedOn, holiday.State, holiday.City), actor);
        await db.SaveChangesAsync();
        return holiday;
    }
}
