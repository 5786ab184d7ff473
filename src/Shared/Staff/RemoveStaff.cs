using Npgsql;

namespace Shared.Staff;

public sealed record StaffRemoved(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

public sealed record StaffInvitationWithdrawn(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>
/// Lets somebody go: no sign-in ever again, and every session ends at once. Of who has not joined yet, the invitation is
/// withdrawn. The row stays for the audit trail. Doing it twice changes nothing.
/// </summary>
public sealed class RemoveStaff(AppDb db, Tenant tenant, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Oneself = new("own-removal", "Ninguém retira o próprio acesso. Peça a outra pessoa que administra.");
    public static readonly Refusal LastAdministrator = new(
        "last-administrator", "É a única pessoa que administra este credor. Convide outra antes, e espere ela entrar.");

    // Raised by the database, which counts the administrators one act after the other.
    private const string NobodyAdministers = "ST001";

    public async Task<Outcome<StaffUser>> ExecuteAsync(Id<StaffUser> id, Actor actor)
    {
        if (await db.ColleagueOfAsync(tenant.CreditorId, id) is not { } user)
        {
            return EntrustStaff.NotFound;
        }

        if (!await db.AdministersAsync(user.CreditorId, actor))
        {
            return EntrustStaff.NotAdmin;
        }

        if (actor.Id == user.Id.ToString())
        {
            return Oneself;
        }

        if (user.Status is StaffStatus.Disabled)
        {
            return user;
        }

        await LetGoAsync(user, actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: NobodyAdministers })
        {
            return LastAdministrator;
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return EntrustStaff.Raced;
        }

        return user;
    }

    private async Task LetGoAsync(StaffUser user, Actor actor)
    {
        var now = clock.GetUtcNow();
        var wasIn = user.Status is StaffStatus.Active;
        user.Disable(now);
        await db.RevokeInvitationsAsync(user, now);
        await db.EndSessionsAsync(user, now);

        if (wasIn)
        {
            await events.RecordAsync(new StaffRemoved(user.CreditorId, user.Id), actor);
        }
        else
        {
            await events.RecordAsync(new StaffInvitationWithdrawn(user.CreditorId, user.Id), actor);
        }
    }
}
