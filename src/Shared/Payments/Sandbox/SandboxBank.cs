using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments.Sandbox;

/// <summary>A charge as the sandbox bank keeps it. The bank knows no creditor and no debtor, only an account and a txid.</summary>
public sealed class SandboxCharge
{
    public required string Txid { get; init; }
    public required Guid Account { get; init; }
    public required Money Amount { get; init; }
    public required string? PixCode { get; init; }
    public required string? BoletoLine { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CancelledAt { get; set; }
}

/// <summary>Money the sandbox bank has received.</summary>
public sealed class SandboxPayment
{
    /// <summary>Made the way Pix makes them: E + ISPB + time + 11 characters.</summary>
    public required string EndToEndId { get; init; }

    /// <summary>Empty where the payer's bank lost it.</summary>
    public required string Txid { get; init; }
    public required Guid Account { get; init; }
    public required Money Amount { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>By somebody who is not the debtor: of a debtor the bank says no more than other banks do, nothing.</summary>
    public bool IsByOther { get; init; }

    /// <summary>As the bank names who paid: of whoever is not the debtor, by a CPF that is nobody's.</summary>
    internal string? PayerDocument => IsByOther ? "00000000191" : null;
}

/// <summary>A notice the bank owes its customer, sent until somebody answers 2xx. Of a code alone, it names no money.</summary>
public sealed class SandboxNotice
{
    public Id<SandboxNotice> Id { get; private init; } = Id<SandboxNotice>.New();
    public required Guid Account { get; init; }
    public required string Txid { get; init; }
    public required string EndToEndId { get; init; }

    /// <summary>What became of the money since; null when it just came.</summary>
    public string? News { get; init; }

    /// <summary>Somebody else's, signed with another secret: it is owed a refusal.</summary>
    public bool IsForged { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it got the answer it is owed.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }
}

internal sealed class SandboxChargeMapping : IEntityTypeConfiguration<SandboxCharge>
{
    public void Configure(EntityTypeBuilder<SandboxCharge> charge) => charge.ToTable("sandbox_charges").HasKey(c => c.Txid);
}

internal sealed class SandboxPaymentMapping : IEntityTypeConfiguration<SandboxPayment>
{
    public void Configure(EntityTypeBuilder<SandboxPayment> payment)
    {
        payment.ToTable("sandbox_payments").HasKey(p => p.EndToEndId);
        payment.HasIndex(p => p.Txid);
        payment.HasIndex(p => new { p.Account, p.PaidAt });
    }
}

internal sealed class SandboxNoticeMapping : IEntityTypeConfiguration<SandboxNotice>
{
    public void Configure(EntityTypeBuilder<SandboxNotice> notice) => notice.ToTable("sandbox_notices");
}
