using Shared.Agreements;
using Shared.Identity;
using Shared.Ledger;
using Shared.Payments;
using Shared.Reconciliation;
using Shared.Simulations;
using Shared.Staff;

namespace Shared;

/// <summary>Every recurring job and its hour in São Paulo, in one list.</summary>
public static class DailyJobs
{
    public static readonly IReadOnlyList<DailyJob> All =
    [
        new("poll-strays", TimeOnly.MinValue, (jobs, creditor) => jobs.Enqueue(new PollStrays(), creditor), ForEachCreditor: true),
        new("prove-ledger", new TimeOnly(3, 0), (jobs, creditor) => jobs.Enqueue(new ProveLedger(), creditor), ForEachCreditor: true),
        new("prove-payments", new TimeOnly(3, 10), (jobs, creditor) => jobs.Enqueue(new ProvePayments(), creditor), ForEachCreditor: true),
        new("reconcile", new TimeOnly(3, 0), (jobs, creditor) => jobs.Enqueue(new ReconcileNightly(), creditor), ForEachCreditor: true),
        new("keep-agreements", new TimeOnly(6, 0), (jobs, creditor) => jobs.Enqueue(new KeepAgreements(), creditor), ForEachCreditor: true),
        new("warn-of-certificates", new TimeOnly(8, 0), (jobs, creditor) => jobs.Enqueue(new WarnOfCertificates(), creditor), ForEachCreditor: true),
        new("sweep-answers", new TimeOnly(4, 0), (jobs, creditor) => jobs.Enqueue(new SweepOldRows(), creditor), ForEachCreditor: true),
        new("forget-simulations", new TimeOnly(4, 15), (jobs, creditor) => jobs.Enqueue(new ForgetSimulations(), creditor), ForEachCreditor: true),
        new("forget-notices", new TimeOnly(4, 20), (jobs, creditor) => jobs.Enqueue(new ForgetNotices(), creditor), ForEachCreditor: true),
        new("sweep", new TimeOnly(4, 30), (jobs, _) => jobs.Enqueue(new SweepOldRows(), null), ForEachCreditor: false),
        new("forget-codes", new TimeOnly(4, 45), (jobs, _) => jobs.Enqueue(new ForgetCodes(), null), ForEachCreditor: false),
        new("forget-sessions", new TimeOnly(4, 50), (jobs, _) => jobs.Enqueue(new ForgetSessions(), null), ForEachCreditor: false),
    ];
}
