using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Shared.Payments.Sandbox;

namespace Shared.Payments;

/// <summary>Plays the debtor's bank: pays a code of the sandbox. The notice goes out as a real bank's would, through our own hook.</summary>
public sealed class PayInSandbox(AppDb db, JobQueue jobs, IOptions<SandboxOptions> sandbox, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("charge-not-found", "Não encontramos esta cobrança no banco de testes.");
    public static readonly Refusal AlreadyPaid = new("charge-paid", "Este código já foi pago no banco de testes.");

    /// <param name="Amount">Null pays what the code asks.</param>
    /// <param name="IsRepeat">Pays even when the code was paid before, as an absent-minded person would.</param>
    /// <param name="Play">What the amount of the code asks for when absent.</param>
    public sealed record Request(Id<Charge> ChargeId, Money? Amount, bool IsRepeat = false, SandboxPlay? Play = null);

    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HeardLateBy = TimeSpan.FromMinutes(10);

    public async Task<Outcome<SandboxReceipt>> ExecuteAsync(Request request)
    {
        var charge = await db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.ChargeId);
        var row = charge is null
            ? null
            : await db.Set<SandboxCharge>().SingleOrDefaultAsync(c => c.Txid == charge.Txid);

        if (charge is null || row is null || !await sandbox.Value.ServesAsync(db, row.Account))
        {
            return NotFound;
        }

        if (!request.IsRepeat && await db.Set<SandboxPayment>().AnyAsync(p => p.Txid == row.Txid))
        {
            return AlreadyPaid;
        }

        var play = request.Play ?? (request is { Amount: null, IsRepeat: false } ? sandbox.Value.PlayOf(row.Amount) : SandboxPlay.Plain);
        var receipt = play is SandboxPlay.Late ? RunOut(charge, row) : Pay(charge, row, request.Amount ?? AmountOf(row, play), play);
        await db.SaveChangesAsync();
        return receipt;
    }

    private static Money AmountOf(SandboxCharge row, SandboxPlay play) =>
        play is not SandboxPlay.OtherAmount ? row.Amount
        : row.Amount.Cents > 100 ? row.Amount - Money.OfCents(100)
        : row.Amount + Money.OfCents(100);

    private SandboxReceipt Pay(Charge charge, SandboxCharge row, Money amount, SandboxPlay play)
    {
        var payment = Receive(row, amount, play);

        if (play is SandboxPlay.Forged)
        {
            Tell(charge, new() { Account = row.Account, Txid = row.Txid, EndToEndId = EndToEndId(payment.PaidAt), IsForged = true, CreatedAt = payment.PaidAt });
        }

        foreach (var told in new[] { payment }.Concat(play is SandboxPlay.Twice ? [Receive(row, amount, play)] : []))
        {
            for (var times = play switch { SandboxPlay.HeardTwice => 2, SandboxPlay.Unheard or SandboxPlay.WithoutTxid => 0, _ => 1 }; times > 0; times--)
            {
                Tell(charge, NoticeOf(told), play is SandboxPlay.HeardLate ? HeardLateBy : default);
            }
        }

        if (play is SandboxPlay.TakenBack)
        {
            var taken = new SandboxRefund
            {
                Id = $"MED{Guid.CreateVersion7():N}",
                EndToEndId = payment.EndToEndId,
                Account = row.Account,
                Amount = amount,
                At = payment.PaidAt,
                IsTaken = true,
            };
            db.Add(taken);
            Tell(charge, NoticeOf(payment, $"{taken.Id}/{ChargebackPlay.Take}"));
        }

        return new SandboxReceipt(payment.EndToEndId, payment.Amount, payment.PaidAt);
    }

    private SandboxPayment Receive(SandboxCharge row, Money amount, SandboxPlay play)
    {
        var now = clock.GetUtcNow();
        var payment = new SandboxPayment
        {
            EndToEndId = EndToEndId(now),
            Txid = play is SandboxPlay.WithoutTxid ? "" : row.Txid,
            Account = row.Account,
            Amount = amount,
            PaidAt = now,
            IsByOther = play is SandboxPlay.OtherPayer,
        };
        db.Add(payment);
        return payment;
    }

    // Nothing is paid yet: what the payer's bank shows is an order for a minute from now.
    private SandboxReceipt RunOut(Charge charge, SandboxCharge row)
    {
        var now = clock.GetUtcNow();
        row.ExpiresAt = row.ExpiresAt < now ? row.ExpiresAt : now;
        Tell(charge, ExpireInSandbox.NoticeOf(row, now));
        jobs.Enqueue(new PayLateInSandbox(charge.Id), charge.CreditorId, LateBy);
        return new SandboxReceipt("", row.Amount, now + LateBy);
    }

    private void Tell(Charge charge, SandboxNotice notice, TimeSpan after = default)
    {
        db.Add(notice);
        jobs.Enqueue(new SendSandboxNotice(notice.Id), charge.CreditorId, after);
    }

    private static SandboxNotice NoticeOf(SandboxPayment payment, string? news = null) => new()
    {
        Account = payment.Account, Txid = payment.Txid, EndToEndId = payment.EndToEndId, News = news, CreatedAt = payment.PaidAt,
    };

    // E + ISPB of the payer's bank + minute in UTC + eleven characters (Manual de Padrões do Pix).
    private static string EndToEndId(DateTimeOffset now) =>
        "E00000000" + now.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)
        + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 11);
}

/// <summary>Pays a code that has run out.</summary>
public sealed record PayLateInSandbox(Id<Charge> ChargeId) : IJob;

internal sealed class RunPayLateInSandbox(PayInSandbox payInSandbox) : IRun<PayLateInSandbox>
{
    // Paid already, when the job runs again: one is what was asked for.
    public Task RunAsync(PayLateInSandbox job, CancellationToken stopping) => payInSandbox.ExecuteAsync(new(job.ChargeId, Amount: null, Play: SandboxPlay.Plain));
}

/// <summary>What the debtor's bank shows after paying.</summary>
public sealed record SandboxReceipt(string EndToEndId, Money Amount, DateTimeOffset PaidAt);
