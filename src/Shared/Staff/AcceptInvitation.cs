using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

public sealed record StaffJoined(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>
/// Whoever was asked in sets a password and proves the app; from then on the account signs in. The answer is the recovery
/// codes, which nobody sees again. Of two at once one joins: a single statement takes the invitation.
/// </summary>
public sealed class AcceptInvitation(AppDb db, ActTransaction transaction, Vault vault, UserManager<StaffUser> users, EventLog events, TimeProvider clock)
{
    public sealed record Request(OpenInvitation Open, string Password, string Code);

    public async Task<Outcome<IReadOnlyList<string>>> ExecuteAsync(Request request)
    {
        var (invitation, user) = (request.Open.Invitation, request.Open.User);

        if (invitation.Purpose is not InvitationPurpose.Join || user.Status is not StaffStatus.Invited)
        {
            return FindInvitation.NotOpen;
        }

        if (!await users.TakesAsync(user, request.Password))
        {
            return AddStaff.WeakPassword;
        }

        if (request.Open.Offer.StepOf(request.Code, clock.GetUtcNow()) is not { } step)
        {
            return ProveStaff.Wrong;
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, request.Password);
        user.Join(vault.Seal(request.Open.Offer.Secret, StaffUser.TotpContext), clock.GetUtcNow());
        var codes = RecoveryCode.NewSet();
        return await transaction.RunAsync(() => JoinAsync(invitation, user, codes, step), joined => joined.Succeeded(out _, out _));
    }

    private async Task<Outcome<IReadOnlyList<string>>> JoinAsync(StaffInvitation invitation, StaffUser user, IReadOnlyList<string> codes, long step)
    {
        if (!await db.TakeUpAsync(invitation, user, step, RecoveryCode.HashesOf(vault, user.Id, codes), clock.GetUtcNow()))
        {
            return FindInvitation.NotOpen;
        }

        await events.RecordAsync(new StaffJoined(user.CreditorId, user.Id), Actor.Staff(user.Id.ToString()));

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            return FindInvitation.NotOpen;
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return AddStaff.Taken;
        }

        return Outcome.Of(codes);
    }
}
