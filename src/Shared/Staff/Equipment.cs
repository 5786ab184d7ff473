namespace Shared.Staff;

/// <summary>What of an invitation and of a user's second proof is changed in place, by one statement each.</summary>
internal static class Equipment
{
    extension(AppDb db)
    {
        /// <summary>Takes an invitation, the code that was shown for it and the new recovery codes. False, and nothing taken, when it is not open any more.</summary>
        public async Task<bool> TakeUpAsync(StaffInvitation invitation, StaffUser user, long step, byte[][] hashes, DateTimeOffset now)
        {
            var taken = await db.StaffInvitations.Where(i => i.Id == invitation.Id && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
                .ExecuteUpdateAsync(i => i.SetProperty(r => r.UsedAt, now));

            if (taken == 0)
            {
                return false;
            }

            await db.StaffUsers.ProvedAsync(user.Id, step);
            await db.StaffUsers.GiveCodesAsync(user.Id, hashes);
            return true;
        }
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
