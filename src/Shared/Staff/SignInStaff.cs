using Microsoft.AspNetCore.Identity;

namespace Shared.Staff;

/// <summary>Somebody who knows the password. Not yet let in: <see cref="ProveStaff"/> asks for the second proof.</summary>
public sealed record HalfSignedIn(Id<StaffUser> UserId, string Stamp);

/// <summary>First proof: e-mail and password. A stranger, a wrong password and a locked account get one answer, after the same work.</summary>
public sealed class SignInStaff(
    AppDb db, Tenant tenant, Vault vault, UserManager<StaffUser> users, IPasswordHasher<StaffUser> hasher, StaffLimits limits, TimeProvider clock)
{
    public static readonly Refusal Wrong =
        new("sign-in-wrong", "E-mail ou senha não conferem. Depois de 5 erros, a conta fica fechada por 15 minutos.");

    public static readonly Refusal Busy = new("sign-in-busy", "Muita gente está entrando agora. Tente de novo em um minuto.");

    public static Refusal TooMany(DateTimeOffset again) => new("too-many-tries", $"Foram muitas tentativas. Tente de novo {ClockTime.From(again)}.");

    // Hashing is slow on purpose: without a gate, a hundred wrong passwords would take the machine.
    private static readonly SemaphoreSlim Gate = new(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static string? _nobodysHash;

    public sealed record Request(string Email, string Password, string ClientAddress);

    public async Task<Outcome<HalfSignedIn>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var account = StaffUser.UserNameOf(vault, request.Email);
        var limit = await limits.TryAsync(account, request.ClientAddress, cancellation);

        if (!limit.Allowed)
        {
            return TooMany(clock.GetUtcNow() + limit.RetryAfter);
        }

        if (!await Gate.WaitAsync(Patience, cancellation))
        {
            return Busy;
        }

        try
        {
            tenant.EnterStaff(account);
            var user = await users.FindByNameAsync(account);
            return await KnowsPasswordAsync(user, request.Password) ? new HalfSignedIn(user!.Id, user.SecurityStamp!) : Wrong;
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task<bool> KnowsPasswordAsync(StaffUser? user, string password)
    {
        if (password.Length > StaffPassword.Longest)
        {
            return false;
        }

        if (user is null)
        {
            _nobodysHash ??= hasher.HashPassword(null!, "nobody's password");
            hasher.VerifyHashedPassword(null!, _nobodysHash, password);
            return false;
        }

        var knows = await users.CheckPasswordAsync(user, password);

        // Failures while it is closed do not count: nobody can keep somebody else's account closed for good.
        if (user.IsLocked(clock.GetUtcNow()))
        {
            return false;
        }

        if (!knows)
        {
            await db.StaffUsers.FailedAsync(user.Id, clock.GetUtcNow());
        }

        return knows;
    }
}
