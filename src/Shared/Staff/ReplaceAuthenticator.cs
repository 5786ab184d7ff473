using Shared.Messaging;

namespace Shared.Staff;

public sealed record StaffAuthenticatorReplaced(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Another app in the place of the one that is linked, for who proves a code of the old one or a recovery code. Of the old one no code counts any more.</summary>
public sealed class ReplaceAuthenticator(
    AppDb db, ActTransaction transaction, Vault vault, ConfirmStaff confirmStaff, WriteToStaff writeToStaff, EventLog events, TimeProvider clock)
{
    public static readonly Refusal NewCodeWrong = new("new-code-wrong", "O código do aplicativo novo não confere. Espere o próximo e digite de novo.");

    public sealed record Request(Id<StaffUser> UserId, string Code, TotpOffer Offer, string NewCode, string ClientAddress);

    public async Task<Outcome<StaffUser>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        if (request.Offer.StepOf(request.NewCode, clock.GetUtcNow()) is not { } step)
        {
            return NewCodeWrong;
        }

        var confirmed = await confirmStaff.ExecuteAsync(new(request.UserId, Password: null, request.Code, request.ClientAddress), cancellation);

        if (!confirmed.Succeeded(out var user, out var refusal))
        {
            return refusal;
        }

        user.LinkPhone(vault.Seal(request.Offer.Secret, StaffUser.TotpContext));
        await events.RecordAsync(new StaffAuthenticatorReplaced(user.CreditorId, user.Id), actor);
        await writeToStaff.ExecuteAsync(user, MessageKind.StaffAuthenticatorReplaced, Id<Message>.New().Value);
        return await transaction.RunAsync(() => SaveAsync(user, step), saved => saved.Succeeded(out _, out _));
    }

    private async Task<Outcome<StaffUser>> SaveAsync(StaffUser user, long step)
    {
        await db.StaffUsers.ProvedAsync(user.Id, step);

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
