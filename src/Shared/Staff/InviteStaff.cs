namespace Shared.Staff;

public sealed record StaffInvited(Id<Creditor> CreditorId, Id<StaffUser> UserId, StaffRole Role) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>
/// Asks somebody in, by a letter. Until they have set a password and proved a code nobody can sign in; asked again before
/// that, the last word counts and the older link dies.
/// </summary>
public sealed class InviteStaff(AppDb db, Tenant tenant, Vault vault, IssueInvitation issueInvitation, EventLog events, TimeProvider clock)
{
    /// <param name="Authority">What they may give up alone; nothing when absent.</param>
    /// <param name="Page">The address of the page that takes invitations.</param>
    public sealed record Request(EmailAddress Email, string Name, StaffRole Role, Authority? Authority, string Page);

    public async Task<Outcome<StaffUser>> ExecuteAsync(Request request, Actor actor)
    {
        var authority = request.Authority ?? Authority.None;

        if (!authority.IsSound)
        {
            return EntrustStaff.Unsound;
        }

        var creditorId = tenant.CreditorId!.Value;

        if (!await db.AdministersAsync(creditorId, actor))
        {
            return EntrustStaff.NotAdmin;
        }

        var userName = StaffUser.UserNameOf(vault, request.Email.Address);

        if (await db.HasStaffAccountAsync(userName))
        {
            return AddStaff.Taken;
        }

        var user = await db.StaffUsers.SingleOrDefaultAsync(
            u => u.CreditorId == creditorId && u.UserName == userName && u.JoinedAt == null && u.DisabledAt == null) ?? Ask(request, creditorId, userName);
        (user.Name, user.Role) = (request.Name, request.Role);
        user.Entrust(authority);
        await issueInvitation.ExecuteAsync(user, InvitationPurpose.Join, request.Page);
        await events.RecordAsync(new StaffInvited(creditorId, user.Id, user.Role), actor);

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

    private StaffUser Ask(Request request, Id<Creditor> creditorId, string userName)
    {
        var user = new StaffUser
        {
            Id = Id<StaffUser>.New(),
            UserName = userName,
            CreditorId = creditorId,
            Name = request.Name,
            Role = request.Role,
            SealedEmail = vault.Seal(request.Email.Address, StaffUser.EmailContext),
            RecoveryCodeHashes = [],
            CreatedAt = clock.GetUtcNow(),
            SecurityStamp = StaffUser.NewStamp(),
        };
        db.Add(user);
        return user;
    }
}
