using Microsoft.AspNetCore.Identity;
using Shared.Messaging;

namespace Shared.Staff;

public sealed record StaffPasswordChanged(Id<Creditor> CreditorId, Id<StaffUser> UserId) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Another password, for who knows the present one and proves a code. Every session ends, this one too, and a letter says so.</summary>
public sealed class ChangePassword(
    AppDb db, UserManager<StaffUser> users, ConfirmStaff confirmStaff, WriteToStaff writeToStaff, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Unchanged = new("password-unchanged", "A senha nova é igual à atual.");

    public sealed record Request(Id<StaffUser> UserId, string Present, string Password, string Code, string ClientAddress);

    public async Task<Outcome<StaffUser>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        if (request.Password == request.Present)
        {
            return Unchanged;
        }

        // Before the code is asked: it counts once.
        if (await db.StaffUsers.SingleOrDefaultAsync(u => u.Id == request.UserId, cancellation) is { } known && !await users.TakesAsync(known, request.Password))
        {
            return AddStaff.WeakPassword;
        }

        var confirmed = await confirmStaff.ExecuteAsync(new(request.UserId, request.Present, request.Code, request.ClientAddress), cancellation);

        if (!confirmed.Succeeded(out var user, out var refusal))
        {
            return refusal;
        }

        user.ChangePassword(users.PasswordHasher.HashPassword(user, request.Password));
        await db.EndSessionsAsync(user, clock.GetUtcNow());
        await events.RecordAsync(new StaffPasswordChanged(user.CreditorId, user.Id), actor);
        await writeToStaff.ExecuteAsync(user, MessageKind.StaffPasswordChanged, Id<Message>.New().Value);

        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return EntrustStaff.Raced;
        }

        return user;
    }
}
