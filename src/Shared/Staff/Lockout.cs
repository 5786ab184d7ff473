namespace Shared.Staff;

/// <summary>Five failures in a row close an account for a quarter of an hour. One statement counts, so that failures side by side all count.</summary>
internal static class Lockout
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    extension(StaffUser user)
    {
        public bool IsLocked(DateTimeOffset now) => user.LockoutEnd > now;
    }

    extension(DbSet<StaffUser> users)
    {
        public Task FailedAsync(Id<StaffUser> id, DateTimeOffset now)
        {
            var end = (DateTimeOffset?)(now + Length);
            return users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u
                .SetProperty(r => r.LockoutEnd, r => r.AccessFailedCount + 1 >= MaxFailures ? end : r.LockoutEnd)
                .SetProperty(r => r.AccessFailedCount, r => r.AccessFailedCount + 1 >= MaxFailures ? 0 : r.AccessFailedCount + 1));
        }

        public Task LetInAsync(Id<StaffUser> id, DateTimeOffset now) =>
            users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(r => r.AccessFailedCount, 0).SetProperty(r => r.LastSignInAt, now));
    }
}
