using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

/// <summary>Asks who a colleague is once more, before something changes about their own proofs. What is wrong counts as at the sign-in.</summary>
public sealed class ConfirmStaff(
    AppDb db, Tenant tenant, UserManager<StaffUser> users, SecondProof secondProof, StaffLimits limits, TimeProvider clock)
{
    public static readonly Refusal PasswordWrong = new("password-wrong", "A senha atual não confere.");

    /// <param name="Password">Null where it is not asked for.</param>
    /// <param name="Code">The same.</param>
    public sealed record Request(Id<StaffUser> UserId, string? Password, string? Code, string ClientAddress);

    public async Task<Outcome<StaffUser>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();

        if (await db.ColleagueOfAsync(tenant.CreditorId, request.UserId) is not { Status: StaffStatus.Active } user)
        {
            return ProveStaff.Ended;
        }

        if (user.IsLocked(now))
        {
            return SignInStaff.TooMany(user.LockoutEnd!.Value);
        }

        var limit = await limits.TryAsync(user.NormalizedUserName!, request.ClientAddress, cancellation);

        if (!limit.Allowed)
        {
            return SignInStaff.TooMany(now + limit.RetryAfter);
        }

        var isKnown = request.Password is not { } password || (password.Length <= StaffPassword.Longest && await users.CheckPasswordAsync(user, password));

        if (isKnown && (request.Code is not { } code || await secondProof.TakeAsync(user, code) is not null))
        {
            return user;
        }

        await db.StaffUsers.FailedAsync(user.Id, now);
        return isKnown ? ProveStaff.Wrong : PasswordWrong;
    }
}
