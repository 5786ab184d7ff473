using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments;

public enum PaymentMethod { Pix, Boleto, Card }

/// <summary>
/// The life of one request for money (docs/money.md). <c>Unknown</c> is a state: the gateway may or may not have it.
/// <c>Processing</c>: paid, and not yet good. <c>CancelRequested</c>: nobody is shown it any more, money may still come.
/// </summary>
public enum ChargeStatus { Requesting, Unknown, Waiting, Processing, CancelRequested, Paid, Expired, Rejected, Failed, Cancelled }

/// <summary>
/// One attempt to get money at one gateway. Several may be tried for the same purpose, one after the other, and all are
/// kept; at most one is open at a time.
/// </summary>
public sealed class Charge : IBelongsToCreditor, IBelongsToPerson
{
    // A Pix can land in the last second and a bank can say no and be wrong: money wins over every other state.
    private static readonly Dictionary<ChargeStatus, ChargeStatus[]> Next = new()
    {
        [ChargeStatus.Requesting] =
        [
            ChargeStatus.Waiting, ChargeStatus.Unknown, ChargeStatus.Rejected, ChargeStatus.Processing, ChargeStatus.Paid, ChargeStatus.Expired,
            ChargeStatus.Failed, ChargeStatus.Cancelled,
        ],
        [ChargeStatus.Unknown] =
            [ChargeStatus.Waiting, ChargeStatus.Rejected, ChargeStatus.Processing, ChargeStatus.Paid, ChargeStatus.Expired, ChargeStatus.Failed, ChargeStatus.Cancelled],
        [ChargeStatus.Waiting] =
            [ChargeStatus.Processing, ChargeStatus.Paid, ChargeStatus.Expired, ChargeStatus.Failed, ChargeStatus.CancelRequested, ChargeStatus.Cancelled],
        [ChargeStatus.Processing] = [ChargeStatus.Paid, ChargeStatus.Expired, ChargeStatus.Failed, ChargeStatus.Cancelled],
        [ChargeStatus.CancelRequested] = [ChargeStatus.Processing, ChargeStatus.Paid, ChargeStatus.Expired, ChargeStatus.Failed, ChargeStatus.Cancelled],
        [ChargeStatus.Expired] = [ChargeStatus.Paid],
        [ChargeStatus.Failed] = [ChargeStatus.Paid],
        [ChargeStatus.Cancelled] = [ChargeStatus.Paid],
        [ChargeStatus.Rejected] = [ChargeStatus.Paid],
        [ChargeStatus.Paid] = [],
    };

    /// <summary>Those that stand in the way of another attempt; the index of the table says the same.</summary>
    public static readonly IReadOnlyList<ChargeStatus> Open =
        [ChargeStatus.Requesting, ChargeStatus.Unknown, ChargeStatus.Waiting, ChargeStatus.Processing, ChargeStatus.CancelRequested];

    private static readonly TimeSpan NotFoundPatience = TimeSpan.FromMinutes(10);
    private readonly List<ChargeMove> _moves = [];

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

    /// <summary>47 digits.</summary>
    public string? BoletoLine { get; private set; }

    /// <summary>What a slip needs beside the line; null where the gateway draws it.</summary>
    public BoletoFacts? BoletoFacts { get; private set; }

    /// <summary>The gateway's own page, where payment happens there.</summary>
    public string? CheckoutUrl { get; private set; }

    /// <summary>The gateway's word for why it came to nothing. For staff.</summary>
    public string? FailureCode { get; private set; }
    public Money Received { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>No gateway was asked: somebody said what money is for that named no charge. There it is found by the money alone.</summary>
    public bool IsByHand { get; private init; }

    /// <summary>When the plan looks at it again; null when it does no more. A look before that is not the plan's.</summary>
    public DateTimeOffset? NextLookAt { get; internal set; }
    public DateTimeOffset? CancelRequestedAt { get; private set; }
    public uint Version { get; private init; }

    /// <summary>Those of this act, and those of before where they were asked for with it.</summary>
    public IReadOnlyList<ChargeMove> Moves => _moves;

    /// <summary>Something the debtor can pay by now.</summary>
    public bool IsPayable(DateTimeOffset now) => Status is ChargeStatus.Waiting && (PixCode ?? BoletoLine ?? CheckoutUrl) is not null && now < ExpiresAt;

    /// <summary>The plan's next look at it is booked, and not due.</summary>
    public bool IsLookedAtAfter(DateTimeOffset now) => NextLookAt > now;

    /// <summary>It was asked for so long ago that a gateway that does not know it never will.</summary>
    public bool MustHaveArrived(DateTimeOffset now) => now - CreatedAt >= NotFoundPatience;

    /// <summary>The name the gateway knows it by (32 hex digits): our idempotency key there, and a lawful Pix txid.</summary>
    public string Txid => PixTxid.Of(Id);

    /// <summary>Money that is there already, and what it was said to be for.</summary>
    internal static Charge ByHand(StrayPayment stray, PersonKey person, string purpose, Mover by)
    {
        var charge = new Charge
        {
            CreditorId = stray.CreditorId,
            PersonKey = person,
            GatewayAccountId = stray.GatewayAccountId,
            Method = PaymentMethod.Pix,
            Amount = stray.Amount,
            Purpose = purpose,
            ExpiresAt = by.At,
            CreatedAt = by.At,
            Status = ChargeStatus.Paid,
            Received = stray.Amount,
            PaidAt = stray.PaidAt,
            IsByHand = true,
        };
        charge.Keep(null, by, stray.ExternalId);
        return charge;
    }

    /// <summary>The first line of its history.</summary>
    internal Charge AskedBy(Mover by)
    {
        Keep(null, by, null);
        return this;
    }

    /// <summary>
    /// Takes in how it stands at the gateway. True when that changed anything. A move that is not in the table is not made:
    /// an old answer that arrives late must not undo a newer one.
    /// </summary>
    public bool Learn(RemoteCharge remote, Mover by)
    {
        if (!MoveTo(StatusOf(remote), by, remote.FailureCode, remote.Payments.Count > 0 ? remote.Payments[^1].ExternalId : remote.Reference))
        {
            return false;
        }

        var how = remote.Instructions;
        GatewayReference ??= remote.Reference;
        PixCode ??= how?.PixCode;
        BoletoLine ??= how?.BoletoLine;
        BoletoFacts ??= how?.BoletoFacts;
        CheckoutUrl ??= how?.CheckoutUrl?.ToString();

        if (Status is ChargeStatus.Paid)
        {
            (Received, PaidAt) = (remote.Payments.Select(p => p.Amount).Total(), remote.Payments.Max(p => p.PaidAt));
        }

        return true;
    }

    /// <summary>Takes in that the gateway did not do it, or that nobody can say. True when that changed anything.</summary>
    public bool Learn(GatewayError error, Mover by) => MoveTo(error.IsUnknown ? ChargeStatus.Unknown : ChargeStatus.Rejected, by, error.Code);

    /// <summary>Nobody is shown it any more. Whether it can still be paid is for the gateway to say. False where there is nothing to stop.</summary>
    internal bool RequestCancel(Mover by)
    {
        if (!MoveTo(ChargeStatus.CancelRequested, by))
        {
            return false;
        }

        (CancelRequestedAt, NextLookAt) = (by.At, null);
        return true;
    }

    // The gateway said that it was over; "expired" is how we call any end that another attempt may follow.
    internal bool Expire(Mover by) => MoveTo(ChargeStatus.Expired, by);

    private bool MoveTo(ChargeStatus status, Mover by, string? failureCode = null, string? reference = null)
    {
        if (status == Status || !Next[Status].Contains(status))
        {
            return false;
        }

        var was = Status;
        (Status, FailureCode) = (status, failureCode ?? FailureCode);
        Keep(was, by, reference ?? GatewayReference, failureCode);
        return true;
    }

    /// <summary>They were not saved: somebody else moved it first.</summary>
    internal List<ChargeMove> TakeMovesBack()
    {
        List<ChargeMove> moves = [.. _moves];
        _moves.Clear();
        return moves;
    }

    private void Keep(ChargeStatus? was, Mover by, string? reference, string? failureCode = null) => _moves.Add(new()
    {
        CreditorId = CreditorId,
        PersonKey = PersonKey,
        ChargeId = Id,
        From = was,
        To = Status,
        Cause = by.Cause,
        ActorKind = by.Actor.Kind,
        ActorId = by.Actor.Id,
        Reference = reference,
        FailureCode = failureCode,
        At = by.At,
    });

    // Money received is money received, whatever else is said of it.
    private static ChargeStatus StatusOf(RemoteCharge remote) => remote switch
    {
        { Payments: [_, ..] } => ChargeStatus.Paid,
        { Status: RemoteStatus.Waiting } => ChargeStatus.Waiting,
        { Status: RemoteStatus.Processing or RemoteStatus.Paid } => ChargeStatus.Processing,
        { Status: RemoteStatus.Expired } => ChargeStatus.Expired,
        { Status: RemoteStatus.Failed } => ChargeStatus.Failed,
        _ => ChargeStatus.Cancelled,
    };
}

internal sealed class ChargeMapping : IEntityTypeConfiguration<Charge>
{
    public void Configure(EntityTypeBuilder<Charge> charge)
    {
        charge.ToTable("charges", t => t.HasCheckConstraint("charges_amount_is_positive", "amount_cents > 0"));
        charge.HasKey(c => new { c.CreditorId, c.Id });
        charge.HasOne<GatewayAccount>().WithMany().HasForeignKey(c => new { c.CreditorId, c.GatewayAccountId });
        charge.Property(c => c.Version).IsRowVersion();
        charge.Property(c => c.BoletoLine).HasMaxLength(47);
        charge.Ignore(c => c.Txid);
        charge.HasIndex(c => c.PersonKey);
        charge.Property(c => c.BoletoFacts).HasColumnType("jsonb").HasConversion(
            facts => JsonSerializer.Serialize(facts, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<BoletoFacts>(json, JsonSerializerOptions.Web));

        // One open request per purpose and method: two tabs, or a retry after a time-out, never make two codes.
        charge.HasIndex(c => new { c.CreditorId, c.Purpose, c.Method }).IsUnique()
            .HasFilter("status in ('Requesting', 'Unknown', 'Waiting', 'Processing', 'CancelRequested')").HasDatabaseName("ux_charges_one_open");
        charge.HasIndex(c => new { c.CreditorId, c.Purpose });
        charge.HasIndex(c => new { c.GatewayAccountId, c.GatewayReference }).HasFilter("gateway_reference is not null");
    }
}

public static class ChargesInDb
{
    extension(AppDb db)
    {
        public DbSet<Charge> Charges => db.Set<Charge>();
    }
}
