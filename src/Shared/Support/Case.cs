using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shared.Debtors;
using Shared.Debts;
using Shared.Staff;

namespace Shared.Support;

/// <summary>What the rules could not settle by themselves (product S1).</summary>
public enum CaseKind { CounterProposal, Override, OddPayment, WebhookDown, JobGaveUp, GatewayAccount, Dispute, Refund, LedgerOff, UnidentifiedMoney, UnmatchedNotice, MoneyDiffers, UnclearCharge }

public enum CaseStatus { Open, Resolved }

/// <summary>Highest first where days are equal.</summary>
public enum CasePriority { High, Normal }

/// <summary>Something somebody of the creditor's staff must look at, by a day. It has one owner at a time (product S2).</summary>
public sealed class Case : IBelongsToCreditor
{
    internal const string NoteContext = "case-resolution";

    public Id<Case> Id { get; private init; } = Id<Case>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required CaseKind Kind { get; init; }

    /// <summary>The id of what it is about: a counter-proposal, an override, a payment, an endpoint, a kind of job, a gateway account, a dispute, a refund, a creditor, a stray payment, a notice, a reconciled day, a charge.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Whom it is about, when it is about a person.</summary>
    public PersonKey? PersonKey { get; init; }
    public Id<Debtor>? DebtorId { get; init; }
    public Id<Debt>? DebtId { get; init; }
    public required CasePriority Priority { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The last day in time.</summary>
    public required DateOnly DueOn { get; init; }
    public CaseStatus Status { get; private set; }
    public Id<StaffUser>? AssigneeId { get; private set; }
    public DateTimeOffset? AssignedAt { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Why it is over: one of <see cref="CaseResolution"/>.</summary>
    public string? Resolution { get; private set; }
    public byte[]? SealedResolutionNote { get; private set; }
    public uint Version { get; private init; }

    public bool IsOpen => Status is CaseStatus.Open;

    public string? ResolutionNote(Vault vault) => SealedResolutionNote is { } note ? vault.OpenText(note, NoteContext) : null;

    public void Assign(Id<StaffUser> staff, DateTimeOffset now)
    {
        MustBeOpen();
        (AssigneeId, AssignedAt) = (staff, now);
    }

    public void Release()
    {
        MustBeOpen();
        (AssigneeId, AssignedAt) = (null, null);
    }

    public void Resolve(string resolution, byte[]? sealedNote, DateTimeOffset now)
    {
        MustBeOpen();
        Invariant.Holds(CaseResolution.All.Contains(resolution), $"There is no resolution '{resolution}'.");
        (Status, Resolution, SealedResolutionNote, ResolvedAt) = (CaseStatus.Resolved, resolution, sealedNote, now);
    }

    private void MustBeOpen() => Invariant.Holds(IsOpen, $"Case {Id} is {Status}.");
}

/// <summary>The reasons a case ends for.</summary>
public static class CaseResolution
{
    public const string Granted = "granted";
    public const string Refused = "refused";
    public const string Superseded = "superseded";
    public const string Corrected = "corrected";
    public const string Refunded = "refunded";
    public const string Identified = "identified";
    public const string NothingToDo = "nothing-to-do";

    public static IReadOnlyList<string> All { get; } = [Granted, Refused, Superseded, Corrected, Refunded, Identified, NothingToDo];

    /// <summary>What whoever closes a case by hand may choose.</summary>
    public static IReadOnlyList<string> ByHand { get; } = [Corrected, Refunded, NothingToDo];
}

internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> row)
    {
        row.ToTable("cases", t =>
        {
            t.HasCheckConstraint("cases_resolved_with_a_reason", "(status = 'Resolved') = (resolved_at is not null and resolution is not null)");
            t.HasCheckConstraint("cases_owner_is_dated", "(assignee_id is null) = (assigned_at is null)");
        });
        row.HasKey(c => new { c.CreditorId, c.Id });
        row.HasOne<Creditor>().WithMany().HasForeignKey(c => c.CreditorId);
        row.HasOne<StaffUser>().WithMany().HasForeignKey(c => c.AssigneeId);
        row.Property(c => c.Version).IsRowVersion();

        // Never two open for the same thing.
        row.HasIndex(c => new { c.CreditorId, c.Kind, c.Subject }).IsUnique().HasFilter("status = 'Open'").HasDatabaseName("ux_cases_one_open");
        row.HasIndex(c => new { c.CreditorId, c.Status, c.DueOn });
        row.HasIndex(c => new { c.CreditorId, c.DebtId }).HasFilter("debt_id is not null");
    }
}

public static class CasesInDb
{
    extension(AppDb db)
    {
        public DbSet<Case> Cases => db.Set<Case>();
    }
}
