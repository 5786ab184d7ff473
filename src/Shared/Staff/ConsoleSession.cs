using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Staff;

/// <summary>
/// Somebody signed in at the console, on one browser. The row is the session: without it, or once it has ended, the cookie opens
/// nothing. Found by its user before any creditor is known, so its rows have a policy of their own, as those of users.
/// </summary>
public sealed class ConsoleSession : IOfCreditor
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    public Id<ConsoleSession> Id { get; private init; } = Id<ConsoleSession>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required Id<StaffUser> UserId { get; init; }

    /// <summary>The user's when it began: when that moves, the session is over, whoever was signing in meanwhile.</summary>
    public required string Stamp { get; init; }

    /// <summary>"Chrome no Windows · 203.0.113.0/24": enough to know one's own, and no address.</summary>
    public required string Device { get; init; }
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Moved once a minute at most, by one statement.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }

    internal static ConsoleSession Begin(StaffUser user, string device, DateTimeOffset now) => new()
    {
        CreditorId = user.CreditorId,
        UserId = user.Id,
        Stamp = user.SecurityStamp!,
        Device = device,
        BeganAt = now,
        LastSeenAt = now,
    };

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

internal sealed class ConsoleSessionMapping : IEntityTypeConfiguration<ConsoleSession>
{
    public void Configure(EntityTypeBuilder<ConsoleSession> session)
    {
        session.ToTable("staff_sessions");
        session.HasOne<Creditor>().WithMany().HasForeignKey(s => s.CreditorId);
        session.HasOne<StaffUser>().WithMany().HasForeignKey(s => s.UserId);
    }
}

public static class ConsoleSessionsInDb
{
    extension(AppDb db)
    {
        public DbSet<ConsoleSession> ConsoleSessions => db.Set<ConsoleSession>();
    }

    extension(IQueryable<ConsoleSession> sessions)
    {
        /// <summary>Those of one user that still open the door.</summary>
        public IQueryable<ConsoleSession> OpenOf(Id<StaffUser> userId, DateTimeOffset now)
        {
            var (began, seen) = (now - ConsoleSession.Longest, now - ConsoleSession.Idle);
            return sessions.Where(s => s.UserId == userId && s.EndedAt == null && s.BeganAt >= began && s.LastSeenAt >= seen);
        }
    }
}
