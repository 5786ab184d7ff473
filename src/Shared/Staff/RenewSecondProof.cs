using Shared.Messaging;

namespace Shared.Staff;

public sealed record StaffSecondProofRenewed(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Who lost the phone links a new one, by the link of the letter and the password they know. The answer is the new recovery codes.</summary>
public sealed class RenewSecondProof(
    AppDb db, ActTransaction transaction, Vault vault, ConfirmStaff confirmStaff, WriteToStaff writeToStaff, EventLog events, TimeProvider clock)
{
    public sealed record Request(OpenInvitation Open, string Password, string Code, string ClientAddress);

    public async Task<Outcome<IReadOnlyList<string>>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var invitation = request.Open.Invitation;

        if (invitation.Purpose is not InvitationPurpose.SecondProof)
        {
            return FindInvitation.NotOpen;
        }

        if (request.Open.Offer.StepOf(request.Code, clock.GetUtcNow()) is not { } step)
        {
            return ProveStaff.Wrong;
        }

        var confirmed = await confirmStaff.ExecuteAsync(new(invitation.UserId, request.Password, Code: null, request.ClientAddress), cancellation);

        if (!confirmed.Succeeded(out var user, out var refusal))
        {
            return refusal;
        }

        user.LinkPhone(vault.Seal(request.Open.Offer.Secret, StaffUser.TotpContext));
        var codes = RecoveryCode.NewSet();
        return await transaction.RunAsync(() => LinkAsync(invitation, user, codes, step), linked => linked.Succeeded(out _, out _));
    }

    private async Task<Outcome<IReadOnlyList<string>>> LinkAsync(StaffInvitation invitation, StaffUser user, IReadOnlyList<string> codes, long step)
    {
        if (!await db.TakeUpAsync(invitation, user, step, RecoveryCode.HashesOf(vault, user.Id, codes), clock.GetUtcNow()))
        {
            return FindInvitation.NotOpen;
        }

        await events.RecordAsync(new StaffSecondProofRenewed(user.CreditorId, user.Id), Actor.Staff(user.Id.ToString()));
        await writeToStaff.ExecuteAsync(user, MessageKind.StaffAuthenticatorReplaced, invitation.Id.Value);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return FindInvitation.NotOpen;
        }

        return Outcome.Of(codes);
    }
}
