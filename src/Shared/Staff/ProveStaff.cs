using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

/// <summary>Who sits at the console, and for whom. <paramref name="Stamp"/> changes when every session of the user must end.</summary>
public sealed record StaffSession(Id<StaffUser> UserId, Id<Creditor> CreditorId, string Name, StaffRole Role, string Stamp);

public sealed record StaffSignedIn(Id<Creditor> CreditorId, Id<StaffUser> UserId, string By) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Second proof: a code of the authenticator app, or a recovery code. Either works once: one statement takes it.</summary>
public sealed class ProveStaff(
    AppDb db, Tenant tenant, Vault vault, UserManager<StaffUser> users, StaffLimits limits, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Wrong = new("code-wrong", "O código não confere ou já foi usado. Espere o próximo e digite de novo.");
    public static readonly Refusal Ended = new("sign-in-ended", "Comece de novo: digite o e-mail e a senha.");

    private const int TotpDigits = 6;

    public sealed record Request(HalfSignedIn Half, string Code, string ClientAddress);

    public async Task<Outcome<StaffSession>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        tenant.EnterStaff(request.Half.UserId.ToString());
        var user = await users.FindByIdAsync(request.Half.UserId.ToString());

        if (user is null || user.SecurityStamp != request.Half.Stamp || user.IsLocked(clock.GetUtcNow()))
        {
            return Ended;
        }

        var limit = await limits.TryAsync(user.NormalizedUserName!, request.ClientAddress, cancellation);

        if (!limit.Allowed)
        {
            return SignInStaff.TooMany(clock.GetUtcNow() + limit.RetryAfter);
        }

        if (await TakeAsync(user, request.Code) is not { } by)
        {
            await db.StaffUsers.FailedAsync(user.Id, clock.GetUtcNow());
            return Wrong;
        }

        await db.StaffUsers.SucceededAsync(user.Id);
        tenant.Enter(user.CreditorId);
        await events.RecordAsync(new StaffSignedIn(user.CreditorId, user.Id, by), Actor.Staff(user.Id.ToString()));
        await db.SaveChangesAsync(cancellation);
        return new StaffSession(user.Id, user.CreditorId, user.Name, user.Role, user.SecurityStamp!);
    }

    private async Task<string?> TakeAsync(StaffUser user, string code)
    {
        var bare = new string([.. code.Where(char.IsAsciiLetterOrDigit)]);

        if (bare.Length == TotpDigits)
        {
            return await TakeTotpAsync(user, bare) ? "totp" : null;
        }

        var hash = RecoveryCode.HashOf(vault, user.Id, bare);
        var taken = await db.Database.ExecuteSqlAsync($"""
            update staff_users set recovery_code_hashes = array_remove(recovery_code_hashes, {hash})
            where id = {user.Id.Value} and {hash} = any(recovery_code_hashes)
            """);
        return taken == 1 ? "recovery-code" : null;
    }

    private async Task<bool> TakeTotpAsync(StaffUser user, string code)
    {
        var secret = vault.Open(user.SealedTotpSecret, StaffUser.TotpContext);
        return Totp.StepOf(secret, code, clock.GetUtcNow()) is { } step
            && await db.StaffUsers.Where(u => u.Id == user.Id && u.LastTotpStep < step)
                .ExecuteUpdateAsync(u => u.SetProperty(r => r.LastTotpStep, step)) == 1;
    }
}
