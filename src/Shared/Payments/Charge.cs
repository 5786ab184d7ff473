using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

public enum PaymentMethod { Pix, Boleto, Card }

/// <summary>The life of one request for money (docs/money.md). <c>Unknown</c> is a state: the gateway may or may not have it.</summary>
public enum ChargeStatus { Requesting, Unknown, Waiting, Paid, Expired, Rejected, Cancelled }

/// <summary>One request for money at one gateway. Several may be tried for the same purpose; at most one is open at a time.</summary>
public sealed class Charge : IBelongsToCreditor, IBelongsToPerson
{
    // A Pix can land in the last second and a bank can say no and be wrong: money wins over every other state.
    private static readonly Dictionary<ChargeStatus, ChargeStatus[]> Next = new()
    {
        [ChargeStatus.Requesting] = [ChargeStatus.Waiting, ChargeStatus.Unknown, ChargeStatus.Rejected, ChargeStatus.Paid],
        [ChargeStatus.Unknown] = [ChargeStatus.Waiting, ChargeStatus.Rejected, ChargeStatus.Paid, ChargeStatus.Expired],
        [ChargeStatus.Waiting] = [ChargeStatus.Paid, ChargeStatus.Expired, ChargeStatus.Cancelled],
        [ChargeStatus.Expired] = [ChargeStatus.Paid],
        [ChargeStatus.Cancelled] = [ChargeStatus.Paid],
        [ChargeStatus.Rejected] = [ChargeStatus.Paid],
        [ChargeStatus.Paid] = [],
    };

    public Id<Charge> Id { get; private init; } = Id<Charge>.New();
    public required Id<Creditor> CreditorId { get; init; }
    public required PersonKey PersonKey { get; init; }
    public required Id<GatewayAccount> GatewayAccountId { get; init; }
    public required PaymentMethod Method { get; init; }
    public required Money Amount { get; init; }

    /// <summary>What it pays for, in the words of whoever asked: "instalment:0198…". Opaque to this module.</summary>
    public required string Purpose { get; init; }

    /// <summary>Hidden from the debtor after this instant; still payable, and then booked as late.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public ChargeStatus Status { get; private set; }
    public string? GatewayReference { get; private set; }
    public string? PixCode { get; private set; }
    public Money Received { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>A code the debtor can pay now.</summary>
    public bool IsPayable(DateTimeOffset now) => Status is ChargeStatus.Waiting && PixCode is not null && now < ExpiresAt;

    /// <summary>The name the gateway knows it by (32 hex digits): our idempotency key there, and a lawful Pix txid.</summary>
    public string Txid => PixTxid.Of(Id);

    /// <summary>
    /// Takes in what the gateway says. True when that changed anything. A move that is not in the table is not made:
    /// an old answer that arrives late must not undo a newer one.
    /// </summary>
    public bool Learn(GatewayCharge answer)
    {
        if (answer.Status == Status || !Next[Status].Contains(answer.Status))
        {
            return false;
        }

        Status = answer.Status;
        GatewayReference ??= answer.Reference;
        PixCode ??= answer.PixCode;

        if (answer.Status is ChargeStatus.Paid)
        {
            (Received, PaidAt) = (answer.Payments.Select(p => p.Amount).Total(), answer.Payments.Max(p => p.PaidAt));
        }

        return true;
    }
}

internal sealed class ChargeMapping : IEntityTypeConfiguration<Charge>
{
    public void Configure(EntityTypeBuilder<Charge> charge)
    {
        charge.ToTable("charges", t => t.HasCheckConstraint("charges_amount_is_positive", "amount_cents > 0"));
        charge.HasKey(c => new { c.CreditorId, c.Id });
        charge.HasOne<GatewayAccount>().WithMany().HasForeignKey(c => new { c.CreditorId, c.GatewayAccountId });
        charge.Property(c => c.Version).IsRowVersion();
        charge.Ignore(c => c.Txid);
        charge.HasIndex(c => c.PersonKey);

        // One open request per purpose and method: two tabs, or a retry after a time-out, never make two codes.
        charge.HasIndex(c => new { c.CreditorId, c.Purpose, c.Method }).IsUnique()
            .HasFilter("status in ('Requesting', 'Unknown', 'Waiting')").HasDatabaseName("ux_charges_one_open");
        charge.HasIndex(c => new { c.CreditorId, c.Purpose });
    }
}

public static class ChargesInDb
{
    extension(AppDb db)
    {
        public DbSet<Charge> Charges => db.Set<Charge>();
    }
}
