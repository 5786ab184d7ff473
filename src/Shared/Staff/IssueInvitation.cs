using Shared.Messaging;

namespace Shared.Staff;

/// <summary>Makes a link for a colleague and has it sent; the one before it dies. The caller saves.</summary>
public sealed class IssueInvitation(AppDb db, WriteToStaff writeToStaff, TimeProvider clock)
{
    /// <param name="page">The address of the page that takes it, without what it is found by.</param>
    public async Task ExecuteAsync(StaffUser user, InvitationPurpose purpose, string page)
    {
        var now = clock.GetUtcNow();
        await db.RevokeInvitationsAsync(user, now);
        var token = InvitationToken.New();
        var invitation = new StaffInvitation
        {
            CreditorId = user.CreditorId,
            UserId = user.Id,
            Purpose = purpose,
            TokenHash = InvitationToken.HashOf(token)!,
            CreatedAt = now,
            ExpiresAt = now + StaffInvitation.Life,
        };
        db.Add(invitation);
        await writeToStaff.ExecuteAsync(
            user, purpose is InvitationPurpose.Join ? MessageKind.StaffInvitation : MessageKind.StaffSecondProof, invitation.Id.Value, ("link", page + token));
    }
}

internal static class OlderInvitations
{
    extension(AppDb db)
    {
        /// <summary>Every link the user still has dies. The caller saves.</summary>
        public async Task RevokeInvitationsAsync(StaffUser user, DateTimeOffset now)
        {
            var open = await db.StaffInvitations
                .Where(i => i.CreditorId == user.CreditorId && i.UserId == user.Id && i.UsedAt == null && i.RevokedAt == null).ToListAsync();
            open.ForEach(invitation => invitation.Revoke(now));
        }
    }
}
