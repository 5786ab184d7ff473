namespace Shared.Staff;

public sealed record StaffSecondProofReset(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>
/// A colleague lost the phone: the old app and the old recovery codes prove nothing any more, every session ends, and a letter
/// leads to where a new app is linked, with the password they know. An administrator's act, and never on oneself.
/// </summary>
public sealed class ResetSecondProof(AppDb db, Tenant tenant, IssueInvitation issueInvitation, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Oneself = new("own-reset", "O seu próprio aplicativo se troca em \"Sua conta\".");

    /// <param name="Page">The address of the page that takes invitations.</param>
    public sealed record Request(Id<StaffUser> UserId, string Page);

    public async Task<Outcome<StaffUser>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.ColleagueOfAsync(tenant.CreditorId, request.UserId) is not { Status: StaffStatus.Active } user)
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

        user.LosePhone();
        await db.EndSessionsAsync(user, clock.GetUtcNow());
        await issueInvitation.ExecuteAsync(user, InvitationPurpose.SecondProof, request.Page);
        await events.RecordAsync(new StaffSecondProofReset(user.CreditorId, user.Id), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return EntrustStaff.Raced;
        }

        return user;
    }
}
