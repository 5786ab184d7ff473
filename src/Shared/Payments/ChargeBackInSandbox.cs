using Microsoft.Extensions.Options;
using Shared.Payments.Sandbox;

namespace Shared.Payments;

public enum ChargebackPlay { Take, GiveBack }

/// <summary>Plays the bank that takes money of a payment back after a complaint (a MED), or gives back what it took. The notice goes out through our own hook.</summary>
public sealed class ChargeBackInSandbox(AppDb db, JobQueue jobs, IOptions<SandboxOptions> sandbox, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("payment-not-found", "Não encontramos este pagamento no banco de testes.");
    public static readonly Refusal TooMuch = new("chargeback-exceeds-payment", "O valor passa do que resta deste pagamento no banco de testes.");
    public static readonly Refusal Nothing = new("chargeback-not-open", "O banco de testes não tomou nada deste pagamento.");

    /// <param name="Amount">Null for all that the bank still has of it. Nothing to say when it is given back.</param>
    public sealed record Request(Id<Payment> PaymentId, Money? Amount = null, ChargebackPlay Play = ChargebackPlay.Take);

    public async Task<Outcome<SandboxRefund>> ExecuteAsync(Request request)
    {
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PaymentId);
        var row = payment is null
            ? null
            : await db.Set<SandboxPayment>().AsNoTracking().SingleOrDefaultAsync(p => p.EndToEndId == payment.ExternalId);

        if (payment is null || row is null || !await sandbox.Value.ServesAsync(db, row.Account))
        {
            return NotFound;
        }

        var played = request.Play is ChargebackPlay.Take ? await TakeAsync(row, request.Amount) : await GiveBackAsync(row);

        if (!played.Succeeded(out var refund, out var refusal))
        {
            return refusal;
        }

        var notice = new SandboxNotice
        {
            Account = row.Account,
            Txid = row.Txid,
            EndToEndId = row.EndToEndId,
            News = $"{refund.Id}/{request.Play}",
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(notice);
        jobs.Enqueue(new SendSandboxNotice(notice.Id), payment.CreditorId);
        await db.SaveChangesAsync();
        return refund;
    }

    private async Task<Outcome<SandboxRefund>> TakeAsync(SandboxPayment row, Money? amount)
    {
        var now = clock.GetUtcNow();
        var gone = (await db.RefundsOfAsync([row.EndToEndId], sandbox.Value, now, default))[row.EndToEndId]
            .Where(r => r.Status is RemoteRefundStatus.Succeeded or RemoteRefundStatus.Pending).Select(r => r.Amount).Total();
        var taken = amount ?? row.Amount - gone;

        if (taken <= Money.Zero || gone + taken > row.Amount)
        {
            return TooMuch;
        }

        var refund = new SandboxRefund
        {
            Id = $"MED{Guid.CreateVersion7():N}",
            EndToEndId = row.EndToEndId,
            Account = row.Account,
            Amount = taken,
            At = now,
            IsTaken = true,
        };
        db.Add(refund);
        return refund;
    }

    private async Task<Outcome<SandboxRefund>> GiveBackAsync(SandboxPayment row)
    {
        if (await db.Set<SandboxRefund>().Where(r => r.EndToEndId == row.EndToEndId && r.IsTaken && r.GivenBackAt == null).OrderBy(r => r.At).FirstOrDefaultAsync() is not { } taken)
        {
            return Nothing;
        }

        taken.GivenBackAt = clock.GetUtcNow();
        return taken;
    }
}
