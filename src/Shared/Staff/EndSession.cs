namespace Shared.Staff;

public sealed record StaffSessionEnded(Id<Creditor> CreditorId, Id<StaffUser> UserId, Id<ConsoleSession> SessionId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Ends one's own session, this one or another, also where its cookie was copied. Doing it twice changes nothing.</summary>
public sealed class EndSession(AppDb db, Tenant tenant, EventLog events, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("session-not-found", "Não achamos esta sessão. Ela pode já ter terminado.");

    public async Task<Outcome<ConsoleSession>> ExecuteAsync(Id<ConsoleSession> id, Actor actor)
    {
        var session = await db.ConsoleSessions.SingleOrDefaultAsync(s => s.CreditorId == tenant.CreditorId && s.Id == id);

        if (session is null || session.UserId.ToString() != actor.Id)
        {
            return NotFound;
        }

        if (session.EndedAt is null)
        {
            session.End(clock.GetUtcNow());
            await events.RecordAsync(new StaffSessionEnded(session.CreditorId, session.UserId, session.Id), actor);
            await db.SaveChangesAsync();
        }

        return session;
    }
}
