using Shared.Ledger;
using Shared.Payments;

namespace Shared.Reconciliation;

/// <summary>
/// Compares a page of what went back at a gateway, and came again, with our refunds, our disputes and the ledger. Where ours stand
/// otherwise they are converged; what nobody asked for becomes a dispute by that.
/// </summary>
internal sealed class MatchReturns(AppDb db, GatewayDesk gateways, FindMoney findMoney, KeepStray keepStray, BookFee bookFee, AdjustFee adjustFee)
{
    private const string FeeWhy = "dispute fee";

    // What the gateway says of a return whose way there and back we never booked.
    private readonly Dictionary<string, RemoteRefundStatus> _standing = [];
    private HashSet<RemoteReturn> _wereOff = [];

    public async Task<GatewayError?> ExecuteAsync(GatewayAccount account, IReadOnlyList<RemoteReturn> page, CancellationToken stopping)
    {
        var books = await BooksAsync(account, page);
        _wereOff = [.. page.Where(r => books.LedgerOf(r) != AmountOf(r))];

        foreach (var payment in _wereOff.Select(r => books.Payments.GetValueOrDefault(r.PaymentId)).OfType<Payment>().DistinctBy(p => p.Id))
        {
            if (!(await findMoney.ExecuteAsync(new(account, payment.ChargeId, []), stopping)).IsOk(out var remote, out var error))
            {
                return error;
            }

            foreach (var refund in remote.Payments.Where(p => p.ExternalId == payment.ExternalId).SelectMany(p => p.Refunds))
            {
                _standing[refund.ExternalId] = refund.Status;
            }
        }

        return await ReturnStraysAsync(account, [.. _wereOff.Select(r => r.PaymentId).Where(books.Strays.ContainsKey).Distinct()], stopping);
    }

    private async Task<GatewayError?> ReturnStraysAsync(GatewayAccount account, IReadOnlyList<string> strays, CancellationToken stopping)
    {
        foreach (var name in strays)
        {
            if ((await gateways.Of(account).FindPaymentAsync(account, name, stopping)).IsOk(out var money, out var error))
            {
                await keepStray.ExecuteAsync(new(account, money), stopping);
            }
            else if (error.Kind is not GatewayErrorKind.NotFound)
            {
                return error;
            }
        }

        return null;
    }

    public async Task NoteAsync(ReconRun run, GatewayAccount account, IReadOnlyList<RemoteReturn> page)
    {
        var books = await BooksAsync(account, page);
        List<ReconFinding> findings = [];

        foreach (var remote in page)
        {
            var source = books.SourceOf(remote);
            var payment = books.Payments.GetValueOrDefault(remote.PaymentId);
            var name = $"{remote.PaymentId}/{remote.ExternalId}";

            // It went and came again before we first looked: nothing was booked of either, and nothing is to be.
            var isVoid = source is not null && books.IsUntouched(source)
                && _standing.GetValueOrDefault(remote.ExternalId) is RemoteRefundStatus.Failed or RemoteRefundStatus.Cancelled;
            findings.Add(new(
                KindOf(remote), name, remote.At, source is null && payment is null ? ReconClass.Unidentified : !_wereOff.Contains(remote) || isVoid ? ReconClass.Matched : ClassOf(books, remote),
                isVoid ? Money.Zero : AmountOf(remote), books.LedgerOf(remote), source, payment?.Id));

            if (remote is { Fee: { } fee, IsTaken: true, IsBack: false } && fee > Money.Zero && source is not null && payment is not null)
            {
                var booked = -books.Ledger.Of(source, FeeWhy);
                await MendFeeAsync(payment, source, fee, booked);
                findings.Add(new(ReconKind.ChargebackFee, name, remote.At, booked == fee ? ReconClass.Matched : ReconClass.FeeDiffers, -fee, -fee, source, payment.Id));
            }
            else if (remote.Fee is { IsZero: false } odd)
            {
                findings.Add(new(ReconKind.Other, $"{name} fee", remote.At, ReconClass.Unidentified, -odd, Money.Zero, null));
            }
        }

        await db.NoteAsync(run, findings);
    }

    // What is there by now had not been there, or stood otherwise.
    private static ReconClass ClassOf(Books books, RemoteReturn remote) =>
        books.LedgerOf(remote) != AmountOf(remote) && !books.LedgerOf(remote).IsZero ? ReconClass.AmountDiffers
        : remote is { IsTaken: true, IsBack: false } ? ReconClass.MissingHere
        : ReconClass.StatusDiffers;

    private async Task MendFeeAsync(Payment payment, string source, Money fee, Money booked)
    {
        if (booked.IsZero)
        {
            await bookFee.ExecuteAsync(new(payment, fee, FeeWhy, source, Account.DisputeCost));
        }
        else if (booked != fee)
        {
            await adjustFee.ExecuteAsync(new(payment, source, FeeWhy, fee - booked, Account.DisputeCost));
        }
    }

    private static Money AmountOf(RemoteReturn remote) => remote.IsBack ? remote.Amount : -remote.Amount;

    private static ReconKind KindOf(RemoteReturn remote) => (remote.IsTaken, remote.IsBack) switch
    {
        (false, false) => ReconKind.Refund,
        (false, true) => ReconKind.RefundBack,
        (true, false) => ReconKind.Chargeback,
        (true, true) => ReconKind.ChargebackBack,
    };

    private async Task<Books> BooksAsync(GatewayAccount account, IReadOnlyList<RemoteReturn> page)
    {
        var names = page.Select(r => r.PaymentId).Distinct().ToList();
        var payments = await db.Payments.AsNoTracking().Where(p => p.GatewayAccountId == account.Id && names.Contains(p.ExternalId)).ToDictionaryAsync(p => p.ExternalId);
        var ids = payments.Values.Select(p => p.Id).ToList();
        var strays = await db.StrayPayments.AsNoTracking().Where(s => s.GatewayAccountId == account.Id && names.Contains(s.ExternalId)).ToDictionaryAsync(s => s.ExternalId, s => StrayPayment.SourceOf(s.Id));
        return new(
            payments,
            strays,
            await db.Refunds.AsNoTracking().Where(r => r.CreditorId == account.CreditorId && ids.Contains(r.PaymentId)).ToListAsync(),
            await db.Disputes.AsNoTracking().Where(d => d.CreditorId == account.CreditorId && ids.Contains(d.PaymentId)).ToListAsync(),
            await db.ClearingAboutAsync(account.CreditorId, [.. ids.Select(Payment.SourceOf), .. strays.Values]));
    }

    /// <summary>Our side of a page.</summary>
    private sealed record Books(
        IReadOnlyDictionary<string, Payment> Payments, IReadOnlyDictionary<string, string> Strays, IReadOnlyList<Refund> Refunds, IReadOnlyList<Dispute> Disputes, IReadOnlyList<ClearingSum> Ledger)
    {
        /// <summary>The act that moved this money here: found as <see cref="LearnReturns"/> finds it.</summary>
        public string? SourceOf(RemoteReturn remote) => Payments.GetValueOrDefault(remote.PaymentId) is not { } payment ? Strays.GetValueOrDefault(remote.PaymentId)
            : !remote.IsTaken && Refunds.FirstOrDefault(r => r.PaymentId == payment.Id && (r.GatewayId == remote.OurId || r.ExternalId == remote.ExternalId)) is { } refund
                ? LearnRefund.SourceOf(refund)
            : Disputes.FirstOrDefault(d => d.PaymentId == payment.Id && d.ExternalId == remote.ExternalId) is { } dispute ? $"dispute:{dispute.Id}"
            : null;

        public Money LedgerOf(RemoteReturn remote) => SourceOf(remote) is not { } source ? Money.Zero
            : Ledger.Where(s => s.Source == source && (remote.IsBack ? s.Amount > Money.Zero : s.Amount < Money.Zero) && s.Why != FeeWhy).Select(s => s.Amount).Total();

        public bool IsUntouched(string source) => !Ledger.Any(s => s.Source == source);
    }
}
