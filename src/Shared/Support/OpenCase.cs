using System.Text.Json;
using Shared.Debtors;
using Shared.Debts;

namespace Shared.Support;

public sealed record CaseOpened(Id<Creditor> CreditorId, Id<Case> CaseId, string Kind, Guid About, DateOnly DueOn) : IEvent
{
    public Guid Subject => CaseId.Value;
}

/// <summary>
/// Opens a case as part of somebody else's act, who saves. What happens once has one case for ever; what can happen again
/// has one open case at a time.
/// </summary>
public sealed class OpenCase(AppDb db, EventLog events, CreditorClock clock)
{
    private static readonly Actor Desk = Actor.System("cases");

    public sealed record Request(Id<Creditor> CreditorId, CaseKind Kind, Guid Subject)
    {
        /// <summary>Whom it is about; who of the creditor's debtors that is, is looked up when it is not said.</summary>
        public PersonKey? PersonKey { get; init; }
        public Id<Debtor>? DebtorId { get; init; }
        public Id<Debt>? DebtId { get; init; }

        /// <summary>By when; so many business days as the kind has when absent.</summary>
        public DateOnly? DueOn { get; init; }
    }

    /// <summary>The case there is, or the one that the caller's SaveChanges will make.</summary>
    public async Task<Case> ExecuteAsync(Request request)
    {
        var (creditorId, kind, subject) = (request.CreditorId, request.Kind, request.Subject);
        var same = db.Cases.Where(c => c.CreditorId == creditorId && c.Kind == kind && c.Subject == subject);

        if (await same.OrderBy(c => c.Status).FirstOrDefaultAsync() is { } before && (before.IsOpen || !Recurs(kind)))
        {
            return before;
        }

        // Opened by the same act a moment ago.
        if (db.Cases.Local.FirstOrDefault(c => c.CreditorId == creditorId && c.Kind == kind && c.Subject == subject && c.IsOpen) is { } unsaved)
        {
            return unsaved;
        }

        var opened = new Case
        {
            CreditorId = creditorId,
            Kind = kind,
            Subject = subject,
            PersonKey = request.PersonKey,
            DebtorId = request.DebtorId ?? await DebtorOfAsync(request),
            DebtId = request.DebtId,
            Priority = Presses(kind) ? CasePriority.High : CasePriority.Normal,
            OpenedAt = clock.GetUtcNow(),
            DueOn = request.DueOn ?? BusinessCalendar.Bank.AddBusinessDays(clock.Today, DaysFor(kind)),
        };
        db.Add(opened);
        await events.RecordAsync(new CaseOpened(creditorId, opened.Id, CaseWords.Of(kind), subject, opened.DueOn), Desk);
        return opened;
    }

    private Task<Id<Debtor>?> DebtorOfAsync(Request request) => request.PersonKey is { } person
        ? db.Debtors.Where(d => d.CreditorId == request.CreditorId && d.PersonKey == person).Select(d => (Id<Debtor>?)d.Id).SingleOrDefaultAsync()
        : Task.FromResult<Id<Debtor>?>(null);

    private static bool Presses(CaseKind kind) =>
        kind is CaseKind.OddPayment or CaseKind.JobGaveUp or CaseKind.GatewayAccount or CaseKind.Dispute or CaseKind.Refund or CaseKind.LedgerOff
            or CaseKind.UnidentifiedMoney or CaseKind.UnmatchedNotice or CaseKind.MoneyDiffers or CaseKind.UnclearCharge;

    private static bool Recurs(CaseKind kind) =>
        kind is CaseKind.WebhookDown or CaseKind.JobGaveUp or CaseKind.GatewayAccount or CaseKind.Refund or CaseKind.LedgerOff or CaseKind.MoneyDiffers;

    private static int DaysFor(CaseKind kind) => kind is CaseKind.OddPayment or CaseKind.UnidentifiedMoney or CaseKind.UnmatchedNotice ? 2 : 1;
}

/// <summary>How kinds are called in events and webhooks: as the API calls them.</summary>
public static class CaseWords
{
    public static string Of(CaseKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
