using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Shared.Payments.Sandbox;

namespace Shared.Payments;

/// <summary>Plays the debtor's bank: pays a code of the sandbox. The notice goes out as a real bank's would, through our own hook.</summary>
public sealed class PayInSandbox(AppDb db, JobQueue jobs, IOptions<SandboxOptions> sandbox, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("charge-not-found", "Não encontramos esta cobrança no banco de testes.");
    public static readonly Refusal AlreadyPaid = new("charge-paid", "Este código já foi pago no banco de testes.");

    /// <param name="Amount">Null pays what the code asks.</param>
    /// <param name="IsRepeat">Pays even when the code was paid before, as an absent-minded person would.</param>
    public sealed record Request(Id<Charge> ChargeId, Money? Amount, bool IsRepeat = false);

    public async Task<Outcome<SandboxReceipt>> ExecuteAsync(Request request)
    {
        var charge = await db.Charges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.ChargeId);
        var row = charge is null || !sandbox.Value.Enabled
            ? null
            : await db.Set<SandboxCharge>().AsNoTracking().SingleOrDefaultAsync(c => c.Txid == charge.Txid);

        if (charge is null || row is null)
        {
            return NotFound;
        }

        if (!request.IsRepeat && await db.Set<SandboxPayment>().AnyAsync(p => p.Txid == row.Txid))
        {
            return AlreadyPaid;
        }

        var now = clock.GetUtcNow();
        var payment = new SandboxPayment
        {
            EndToEndId = EndToEndId(now),
            Txid = row.Txid,
            Account = row.Account,
            Amount = request.Amount ?? row.Amount,
            PaidAt = now,
        };
        var notice = new SandboxNotice { Account = row.Account, Txid = row.Txid, EndToEndId = payment.EndToEndId, CreatedAt = now };
        db.AddRange(payment, notice);
        jobs.Enqueue(new SendSandboxNotice(notice.Id), charge.CreditorId);
        await db.SaveChangesAsync();
        return new SandboxReceipt(payment.EndToEndId, payment.Amount, payment.PaidAt);
    }

    // E + ISPB of the payer's bank + minute in UTC + eleven characters (Manual de Padrões do Pix).
    private static string EndToEndId(DateTimeOffset now) =>
        "E00000000" + now.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture)
        + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 11);
}

/// <summary>What the debtor's bank shows after paying.</summary>
public sealed record SandboxReceipt(string EndToEndId, Money Amount, DateTimeOffset PaidAt);
