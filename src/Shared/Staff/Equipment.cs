namespace Shared.Staff;

/// <summary>What of an invitation and of a user's second proof is changed in place, by one statement each.</summary>
internal static class Equipment
{
    extension(DbSet<StaffInvitation> invitations)
    {
        public async Task<bool> TakeAsync(Id<StaffInvitation> id, DateTimeOffset now) =>
            await invitations.Where(i => i.Id == id && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
                .ExecuteUpdateAsync(i => i.SetProperty(r => r.UsedAt, now)) == 1;
    }

    extension(DbSet<StaffUser> users)
    {
        /// <summary>A code of the app was shown: it is taken, and no code of the app before it counts.</summary>
        public Task ProvedAsync(Id<StaffUser> id, long step) =>
            users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(r => r.LastTotpStep, step));

        /// <summary>The old recovery codes die with the new ones.</summary>
        public Task GiveCodesAsync(Id<StaffUser> id, byte[][] hashes) =>
            users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(r => r.RecoveryCodeHashes, hashes));
    }
}
