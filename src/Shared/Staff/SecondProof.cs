namespace Shared.Staff;

/// <summary>A code of the app, or a recovery code. Either counts once: one statement takes it.</summary>
public sealed class SecondProof(AppDb db, Vault vault, TimeProvider clock)
{
    private const int TotpDigits = 6;

    /// <summary>By what it was proved; null when it was not. Of who lost the phone nothing counts, until there is a new one.</summary>
    internal async Task<string?> TakeAsync(StaffUser user, string code)
    {
        if (user.SealedTotpSecret is not { } secret)
        {
            return null;
        }

        var bare = new string([.. code.Where(char.IsAsciiLetterOrDigit)]);

        if (bare.Length == TotpDigits)
        {
            return await TakeTotpAsync(user.Id, vault.Open(secret, StaffUser.TotpContext), bare) ? "totp" : null;
        }

        var hash = RecoveryCode.HashOf(vault, user.Id, bare);
        var taken = await db.Database.ExecuteSqlAsync($"""
            update staff_users set recovery_code_hashes = array_remove(recovery_code_hashes, {hash})
            where id = {user.Id.Value} and {hash} = any(recovery_code_hashes)
            """);
        return taken == 1 ? "recovery-code" : null;
    }

    private async Task<bool> TakeTotpAsync(Id<StaffUser> id, byte[] secret, string code) =>
        Totp.StepOf(secret, code, clock.GetUtcNow()) is { } step
        && await db.StaffUsers.Where(u => u.Id == id && u.LastTotpStep < step).ExecuteUpdateAsync(u => u.SetProperty(r => r.LastTotpStep, step)) == 1;
}
