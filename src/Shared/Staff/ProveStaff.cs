using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

/// <summary>Who sits at the console, in which session, and for whom.</summary>
public sealed record StaffSession(Id<ConsoleSession> Id, Id<StaffUser> UserId, Id<Creditor> CreditorId, string Name, StaffRole Role);

public sealed record StaffSignedIn(Id<Creditor> CreditorId, Id<StaffUser> UserId, string By) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Second proof: a code of the authenticator app, or a recovery code. Either works once: one statement takes it.</summary>
public sealed class ProveStaff(
    AppDb db, Tenant tenant, UserManager<StaffUser> users, SecondProof secondProof, StaffLimits limits, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Wrong = new("code-wrong", "O código não confere ou já foi usado. Espere o próximo e digite de novo.");
    public static readonly Refusal Ended = new("sign-in-ended", "Comece de novo: digite o e-mail e a senha.");

    public sealed record Request(HalfSignedIn Half, string Code, string ClientAddress, string? UserAgent);

    public async Task<Outcome<StaffSession>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        tenant.EnterStaff(request.Half.UserId.ToString());
        var user = await users.FindByIdAsync(request.Half.UserId.ToString());

        if (user is not { Status: StaffStatus.Active } || user.SecurityStamp != request.Half.Stamp || user.IsLocked(clock.GetUtcNow()))
        {
            return Ended;
        }

        var limit = await limits.TryAsync(user.NormalizedUserName!, request.ClientAddress, cancellation);

        if (!limit.Allowed)
        {
            return SignInStaff.TooMany(clock.GetUtcNow() + limit.RetryAfter);
        }

        if (await secondProof.TakeAsync(user, request.Code) is not { } by)
        {
            await db.StaffUsers.FailedAsync(user.Id, clock.GetUtcNow());
            return Wrong;
        }

        await db.StaffUsers.LetInAsync(user.Id, clock.GetUtcNow());
        tenant.Enter(user.CreditorId);
        var session = ConsoleSession.Begin(user, Device.Of(request.UserAgent, request.ClientAddress), clock.GetUtcNow());
        db.Add(session);
        await events.RecordAsync(new StaffSignedIn(user.CreditorId, user.Id, by), Actor.Staff(user.Id.ToString()));
        await db.SaveChangesAsync(cancellation);
        return new StaffSession(session.Id, user.Id, user.CreditorId, user.Name, user.Role);
    }
}
