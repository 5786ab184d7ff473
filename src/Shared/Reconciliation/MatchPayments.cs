using Shared.Ledger;
using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>
/// Compares a page of what a gateway received with our payments and the ledger. What we had not is booked; a fee that differs is put
/// right. The network and the booking come first, each by itself; <see cref="NoteAsync"/> is for the caller's SaveChanges.
/// </summary>
internal sealed class MatchPayments(AppDb db, FindMoney findMoney, KeepStray keepStray, BookFee bookFee, AdjustFee adjustFee)
{
    private const string FeeWhy = "gateway fee";

    private HashSet<string> _wereMissing = [];

    /// <summary>Books what is missing here. Null, or why the gateway could not be asked.</summary>
    public async Task<GatewayError?> ExecuteAsync(GatewayAccount account, IReadOnlyList<RemotePayment> page, CancellationToken stopping)
    {
        var known = (await PaymentsAsync(account, page)).Keys.ToHashSet();
        var missing = page.Where(p => !known.Contains(p.ExternalId)).ToList();
        _wereMissing = [.. missing.Select(p => p.ExternalId)];

        foreach (var listed in missing.GroupBy(p => p.Txid))
        {
            if (await ChargeAsync(account, listed.Key) is not { } charge)
            {
                await KeepAsync(account, listed, stopping);
            }
            else if (!(await findMoney.ExecuteAsync(new(account, charge, [.. listed]), stopping)).IsOk(out _, out var error))
            {
                return error;
            }
        }

        return null;
    }

    public async Task NoteAsync(ReconRun run, GatewayAccount account, IReadOnlyList<RemotePayment> page)
    {
        var payments = await PaymentsAsync(account, page);
        var names = page.Select(p => p.ExternalId).ToList();
        var strays = await db.StrayPayments.AsNoTracking().Where(s => s.GatewayAccountId == account.Id && names.Contains(s.ExternalId)).ToDictionaryAsync(s => s.ExternalId, s => StrayPayment.SourceOf(s.Id));
        var ledger = await db.ClearingAboutAsync(account.CreditorId, [.. payments.Values.Select(p => Payment.SourceOf(p.Id)), .. strays.Values]);
        List<ReconFinding> findings = [];

        foreach (var remote in page)
        {
            var inSuspense = strays.GetValueOrDefault(remote.ExternalId);
            var booked = inSuspense is null ? Money.Zero : ledger.Of(inSuspense, "unidentified payment");

            if (!payments.TryGetValue(remote.ExternalId, out var payment))
            {
                findings.Add(new(ReconKind.Payment, remote.ExternalId, remote.PaidAt, ReconClass.Unidentified, remote.Amount, booked, inSuspense));

                // Booked when it is known whose money it is, and so who bears it.
                if (remote.Fee is { IsZero: false } unborne)
                {
                    findings.Add(new(ReconKind.Fee, remote.ExternalId, remote.PaidAt, ReconClass.FeeDiffers, -unborne, Money.Zero, inSuspense));
                }

                continue;
            }

            var source = Payment.SourceOf(payment.Id);
            booked += ledger.Of(source, "payment received");
            findings.Add(new(
                ReconKind.Payment, remote.ExternalId, remote.PaidAt,
                _wereMissing.Contains(remote.ExternalId) ? ReconClass.MissingHere : booked == remote.Amount ? ReconClass.Matched : ReconClass.AmountDiffers,
                remote.Amount, booked, source, payment.Id));

            if (remote.Fee is { IsZero: false } fee)
            {
                var isRight = ledger.Of(source, FeeWhy) == -fee;
                await MendFeeAsync(payment, fee, -ledger.Of(source, FeeWhy));
                findings.Add(new(
                    ReconKind.Fee, remote.ExternalId, remote.PaidAt, isRight ? ReconClass.Matched : ReconClass.FeeDiffers, -fee, -fee, source, payment.Id));
            }
        }

        await db.NoteAsync(run, findings);
    }

    private async Task KeepAsync(GatewayAccount account, IEnumerable<RemotePayment> unnamed, CancellationToken stopping)
    {
        foreach (var money in unnamed)
        {
            await keepStray.ExecuteAsync(new(account, money), stopping);
        }
    }

    private async Task MendFeeAsync(Payment payment, Money fee, Money booked)
    {
        var source = Payment.SourceOf(payment.Id);

        if (booked.IsZero)
        {
            await bookFee.ExecuteAsync(new(payment, fee, FeeWhy, source, Account.GatewayFees));
        }
        else if (booked != fee)
        {
            await adjustFee.ExecuteAsync(new(payment, source, FeeWhy, fee - booked, Account.GatewayFees));
        }
    }

    private async Task<Dictionary<string, Payment>> PaymentsAsync(GatewayAccount account, IReadOnlyList<RemotePayment> page)
    {
        var names = page.Select(p => p.ExternalId).ToList();
        return await db.Payments.AsNoTracking().Where(p => p.GatewayAccountId == account.Id && names.Contains(p.ExternalId)).ToDictionaryAsync(p => p.ExternalId);
    }

    private async Task<Id<Charge>?> ChargeAsync(GatewayAccount account, string? txid)
    {
        if (!Guid.TryParseExact(txid, "N", out var named))
        {
            return null;
        }

        var id = new Id<Charge>(named);
        return await db.Charges.AnyAsync(c => c.Id == id && c.GatewayAccountId == account.Id) ? id : null;
    }
}
