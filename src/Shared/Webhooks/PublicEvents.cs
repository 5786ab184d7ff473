using System.Text.Encodings.Web;
using System.Text.Json;
using Shared.Agreements;
using Shared.Debts;
using Shared.Imports;
using Shared.Offers;
using Shared.Payments;
using Shared.Support;

namespace Shared.Webhooks;

/// <summary>
/// Which of our events creditors may hear of, under which name, with which data. This is contract: a member may be
/// added, none may change or go. Our own records may be renamed freely; the names they are kept by are in this table.
/// </summary>
public static class PublicEvents
{
    /// <summary>Of the shapes below. It stands in the User-Agent; a shape that must change gets a new number.</summary>
    public const int Version = 1;

    /// <summary>Sent only when a creditor asks for it, to try out an endpoint.</summary>
    public const string Test = "endpoint.test";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, Shape> Shapes = new()
    {
        [nameof(AgreementAccepted)] = Shape.Of<AgreementAccepted>("agreement.accepted", e => new
        {
            e.AgreementId,
            e.DebtId,
            e.Total,
            e.Discount,
            e.Instalments,
        }),
        [nameof(AgreementActivated)] = Shape.Of<AgreementActivated>("agreement.activated", e => new { e.AgreementId }),
        [nameof(AgreementSettled)] = Shape.Of<AgreementSettled>("agreement.settled", e => new { e.AgreementId, e.Total, e.Paid }),
        [nameof(AgreementRenegotiated)] = Shape.Of<AgreementRenegotiated>("agreement.renegotiated", e => new { e.AgreementId, e.NewAgreementId, e.Paid }),
        [nameof(AgreementLate)] = Shape.Of<AgreementLate>("agreement.late", e => new { e.AgreementId, e.Since, e.Missing, e.PayBy }),
        [nameof(AgreementCured)] = Shape.Of<AgreementCured>("agreement.cured", e => new { e.AgreementId, e.LateSince }),
        [nameof(AgreementBroken)] = Shape.Of<AgreementBroken>("agreement.broken", e => new
        {
            e.AgreementId,
            e.Paid,
            e.DiscountLost,
            e.OffersFrom,
        }),
        [nameof(AgreementCancelled)] = Shape.Of<AgreementCancelled>("agreement.cancelled", e => new
        {
            e.AgreementId,
            Reason = JsonNamingPolicy.KebabCaseLower.ConvertName(e.Reason.ToString()),
            e.Paid,
        }),
        [nameof(CaseOpened)] = Shape.Of<CaseOpened>("case.opened", e => new { e.CaseId, e.Kind, SubjectId = e.About, DueDate = e.DueOn }),
        [nameof(CaseResolved)] = Shape.Of<CaseResolved>("case.resolved", e => new { e.CaseId, e.Kind, SubjectId = e.About, e.Resolution }),
        [nameof(CounterProposalDecided)] = Shape.Of<CounterProposalDecided>("counter-proposal.decided", e => new
        {
            e.CounterProposalId,
            e.DebtId,
            e.Outcome,
        }),
        [nameof(CounterProposalReceived)] = Shape.Of<CounterProposalReceived>("counter-proposal.received", e => new
        {
            e.CounterProposalId,
            e.DebtId,
            e.Total,
            e.Payments,
        }),
        [nameof(InstalmentPaid)] = Shape.Of<InstalmentPaid>("instalment.paid", e => new
        {
            e.AgreementId,
            e.InstalmentId,
            e.Number,
            e.Amount,
            e.LateCharges,
            e.Rebate,
        }),
        [nameof(DebtCreated)] = Shape.Of<DebtCreated>("debt.created", e => new { e.DebtId, e.Principal }),
        [nameof(DebtUpdated)] = Shape.Of<DebtUpdated>("debt.updated", e => new { e.DebtId, e.Principal }),
        [nameof(DebtClosed)] = Shape.Of<DebtClosed>("debt.closed", e => new { e.DebtId, e.Reason }),
        [nameof(ImportCompleted)] = Shape.Of<ImportCompleted>("import.completed", e => new
        {
            e.ImportId,
            Status = JsonNamingPolicy.CamelCase.ConvertName(e.Status.ToString()),
            e.RowsRead,
            e.Created,
            e.Updated,
            e.Unchanged,
            e.Closed,
            e.Rejected,
        }),
        [nameof(PaymentChargedBack)] = Shape.Of<PaymentChargedBack>("payment.charged-back", e => new { e.PaymentId, e.DisputeId, e.Amount }),
        [nameof(PaymentRefunded)] = Shape.Of<PaymentRefunded>("payment.refunded", e => new { e.PaymentId, e.RefundId, e.Amount }),
        [nameof(PayoutPaid)] = Shape.Of<PayoutPaid>("payout.paid", e => new { e.PayoutId, e.Amount }),
        [nameof(PaymentReceived)] = Shape.Of<PaymentReceived>("payment.received", e => new
        {
            e.PaymentId,
            e.ChargeId,
            InstalmentId = InstalmentPurpose.TryRead(e.Purpose, out var instalment) ? instalment : (Id<Instalment>?)null,
            e.Amount,
            PaidAt = e.PaidAt.UtcDateTime,
        }),
    };

    public static IReadOnlyList<string> Types { get; } = [.. Shapes.Values.Select(shape => shape.Type).Order(StringComparer.Ordinal)];

    /// <summary>The names that public events are kept by; of one type when it is given.</summary>
    public static IReadOnlyList<string> NamesOf(string? type) => [.. Shapes.Where(s => type is null || s.Value.Type == type).Select(s => s.Key)];

    public static bool IsPublic(EventRow row) => Shapes.ContainsKey(row.Name);

    public static string TypeOf(EventRow row) => Shapes[row.Name].Type;

    /// <summary>The message as it is signed and sent: id, type, timestamp, data.</summary>
    public static string BodyOf(EventRow row) =>
        Body(row.Id.Value, Shapes[row.Name].Type, row.HappenedAt, Shapes[row.Name].Data(row.Payload));

    internal static string TestBody(Guid id, Id<WebhookEndpoint> endpoint, DateTimeOffset now) => Body(id, Test, now, new { EndpointId = endpoint });

    private static string Body(Guid id, string type, DateTimeOffset timestamp, object data) =>
        JsonSerializer.Serialize(new { id, type, Timestamp = timestamp.UtcDateTime, data }, Json);

    private sealed record Shape(string Type, Func<string, object> Data)
    {
        public static Shape Of<TEvent>(string type, Func<TEvent, object> data) where TEvent : IEvent =>
            new(type, payload => data(JsonSerializer.Deserialize<TEvent>(payload)!));
    }
}
