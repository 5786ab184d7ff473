using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Payments.Sandbox;

/// <summary>Money the sandbox bank sent to its customer's account at another bank.</summary>
public sealed class SandboxSettlement
{
    public required string Id { get; init; }
    public required Guid Account { get; init; }
    public required Money Amount { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class SandboxSettlementMapping : IEntityTypeConfiguration<SandboxSettlement>
{
    public void Configure(EntityTypeBuilder<SandboxSettlement> settlement)
    {
        settlement.ToTable("sandbox_settlements");
        settlement.HasIndex(s => new { s.Account, s.At });
    }
}

/// <summary>What left the sandbox bank, as its statement has it. In one page: a day at this bank is short.</summary>
internal static class SandboxStatement
{
    extension(AppDb bank)
    {
        public async Task<RemoteList<RemoteReturn>> ReturnsBetweenAsync(
            GatewayAccount account, DateTimeOffset from, DateTimeOffset until, SandboxOptions options, DateTimeOffset now, CancellationToken cancellation)
        {
            var earliest = from - SandboxRefunds.ComesBackAfter;
            var rows = await bank.Set<SandboxRefund>().AsNoTracking()
                .Where(r => r.Account == account.Id.Value && ((r.At >= earliest && r.At < until) || (r.GivenBackAt >= from && r.GivenBackAt < until)))
                .Join(bank.Set<SandboxPayment>(), r => r.EndToEndId, p => p.EndToEndId, (r, p) => new { Refund = r, p.Txid })
                .OrderBy(r => r.Refund.At).ThenBy(r => r.Refund.Id).ToListAsync(cancellation);
            var moves = rows.SelectMany(r => MovesOf(r.Refund, r.Txid, options)).Where(m => m.At >= from && m.At < until && m.At <= now);
            return new([.. moves], null);
        }

        public async Task<RemoteList<RemoteSettlement>> SettlementsBetweenAsync(
            GatewayAccount account, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
        {
            var rows = await bank.Set<SandboxSettlement>().AsNoTracking()
                .Where(s => s.Account == account.Id.Value && s.At >= from && s.At < until).OrderBy(s => s.At).ToListAsync(cancellation);
            return new([.. rows.Select(s => new RemoteSettlement(s.Id, s.Amount, s.At))], null);
        }
    }

    private static IEnumerable<RemoteReturn> MovesOf(SandboxRefund refund, string txid, SandboxOptions options)
    {
        if (refund.StaysPending(options))
        {
            yield break;
        }

        var gone = new RemoteReturn(
            refund.EndToEndId, txid, refund.Id, refund.IsTaken ? null : refund.Id, refund.Amount, refund.IsTaken, IsBack: false, refund.At,
            refund.IsTaken ? SandboxRefunds.FeeOf(options) : null);
        yield return gone;

        if (refund.CameBackAt(options) is { } back)
        {
            yield return gone with { IsBack = true, At = back, Fee = null };
        }
    }
}
