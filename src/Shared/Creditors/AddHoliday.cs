namespace Shared.Creditors;

public sealed record HolidayAdded(Id<Creditor> CreditorId, Id<CreditorHoliday> HolidayId, DateOnly ClosedOn, string? State, string? City) : IEvent
{
    public Guid Subject => HolidayId.Value;
}

/// <summary>Closes a day: no letter about a debt goes out on it to those whom it concerns.</summary>
public sealed class AddHoliday(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal Invalid = new("holiday-invalid", "Este feriado não pode ser registrado assim. Veja errors.");
    public static readonly Refusal Known = new("holiday-known", "Este dia já está fechado neste lugar.");
    public static readonly Refusal Full = new("holidays-full", "Já há 2000 dias fechados, o máximo. Apague os que passaram.");

    public const int LongestName = 80;
    public const int LongestCity = 80;
    private const int Most = 2000;
    private const int YearsAhead = 2;

    public sealed record Request(Id<Creditor> CreditorId, DateOnly ClosedOn, string Name, string? State, string? City);

    public async Task<Outcome<CreditorHoliday>> ExecuteAsync(Request request, Actor actor)
    {
        if (FlawsOf(request) is { Count: > 0 } flaws)
        {
            return Invalid with { Errors = flaws };
        }

        var place = new Place(request.State, request.City);
        var known = db.CreditorHolidays.Where(h => h.CreditorId == request.CreditorId);

        if (await known.AnyAsync(h => h.ClosedOn == request.ClosedOn && h.State == place.State && h.CityKey == place.City))
        {
            return Known;
        }

        if (await known.CountAsync() >= Most)
        {
            return Full;
        }

        var holiday = new CreditorHoliday
        {
            CreditorId = request.CreditorId,
            ClosedOn = request.ClosedOn,
            Name = request.Name.Trim(),
            State = place.State,
            City = request.City?.Trim(),
            CityKey = place.City,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(holiday);
        await events.RecordAsync(new HolidayAdded(holiday.CreditorId, holiday.Id, holiday.ClosedOn, holiday.State, holiday.City), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return Known;
        }

        return holiday;
    }

    private Dictionary<string, string[]> FlawsOf(Request request) =>
        Flaws(request, clock.Today.Year).ToLookup(f => f.Field, f => f.Why).ToDictionary(f => f.Key, f => f.ToArray());

    private static IEnumerable<(string Field, string Why)> Flaws(Request request, int year)
    {
        // A calendar is loaded for the whole year, and what has passed of it does no harm.
        if (request.ClosedOn.Year < year || request.ClosedOn.Year > year + YearsAhead)
        {
            yield return ("date", $"De 1º de janeiro de {year} a 31 de dezembro de {year + YearsAhead}.");
        }

        if (string.IsNullOrWhiteSpace(request.Name))
        {
            yield return ("name", "Como as pessoas chamam este dia.");
        }

        if (request.State is { } state && !BrazilStates.All.Contains(state))
        {
            yield return ("state", "Esta UF não existe: são duas letras maiúsculas, como SP.");
        }

        if (request.City is not null && (request.State is null || string.IsNullOrWhiteSpace(request.City)))
        {
            yield return ("city", "O nome da cidade, e junto dele a UF em state.");
        }
    }
}
