using Shared.Messaging;

namespace Shared.Staff;

public sealed record StaffCodesRenewed(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Ten new recovery codes, seen once; the old ones die. For who proves a code, of the app or an old one.</summary>
public sealed class RenewRecoveryCodes(AppDb db, ActTransaction transaction, Vault vault, ConfirmStaff confirmStaff, WriteToStaff writeToStaff, EventLog events)
{
    public sealed record Request(Id<StaffUser> UserId, string Code, string ClientAddress);

    public async Task<Outcome<IReadOnlyList<string>>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        var confirmed = await confirmStaff.ExecuteAsync(new(request.UserId, Password: null, request.Code, request.ClientAddress), cancellation);

        if (!confirmed.Succeeded(out var user, out var refusal))
        {
            return refusal;
        }

        var codes = RecoveryCode.NewSet();
        await events.RecordAsync(new StaffCodesRenewed(user.CreditorId, user.Id), actor);
        await writeToStaff.ExecuteAsync(user, MessageKind.StaffCodesRenewed, Id<Message>.New().Value);
        await transaction.RunAsync(
            async () =>
            {
                await db.StaffUsers.GiveCodesAsync(user.Id, RecoveryCode.HashesOf(vault, user.Id, codes));
                return await db.SaveChangesAsync(cancellation);
            },
            _ => true);
        return Outcome.Of(codes);
    }
}
