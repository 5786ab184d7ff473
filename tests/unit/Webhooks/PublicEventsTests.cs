using System.Text.Json;
using Shared.Agreements;
using Shared.Debts;
using Shared.Imports;
using Shared.Offers;
using Shared.Payments;
using Shared.Support;
using Shared.Webhooks;

namespace Tests.Webhooks;

/// <summary>The bodies creditors have written programs against, letter by letter.</summary>
public class PublicEventsTests
{
    private const string One = "00000000-0000-7000-8000-000000000001";
    private const string Two = "00000000-0000-7000-8000-000000000002";
    private static readonly DateTimeOffset At = new(2026, 11, 22, 17, 32, 5, 120, TimeSpan.Zero);
    private static readonly Id<Creditor> Shop = Id<Creditor>.New();
    private static readonly PersonKey Person = new(Guid.CreateVersion7());

    public static TheoryData<object, string, string> Bodies => new()
    {
        {
            new AgreementAccepted(Shop, Person, Id<Agreement>.Parse(One), Id<Debt>.Parse(Two), Money.OfCents(74_934), Money.OfCents(49_956), 3),
            "agreement.accepted",
            $$"""{"agreementId":"{{One}}","debtId":"{{Two}}","total":"749.34","discount":"499.56","instalments":3}"""
        },
        { new AgreementActivated(Shop, Person, Id<Agreement>.Parse(One)), "agreement.activated", $$"""{"agreementId":"{{One}}"}""" },
        {
            new AgreementSettled(Shop, Person, Id<Agreement>.Parse(One), Money.OfCents(74_934), Money.OfCents(75_512)),
            "agreement.settled",
            $$"""{"agreementId":"{{One}}","total":"749.34","paid":"755.12"}"""
        },
        {
            new CaseOpened(Shop, Id<Case>.Parse(One), "oddPayment", Guid.Parse(Two), new(2026, 11, 24)),
            "case.opened",
            $$"""{"caseId":"{{One}}","kind":"oddPayment","subjectId":"{{Two}}","dueDate":"2026-11-24"}"""
        },
        {
            new CaseResolved(Shop, Id<Case>.Parse(One), "oddPayment", Guid.Parse(Two), "refunded"),
            "case.resolved",
            $$"""{"caseId":"{{One}}","kind":"oddPayment","subjectId":"{{Two}}","resolution":"refunded"}"""
        },
        {
            new CounterProposalReceived(Shop, Person, Id<CounterProposal>.Parse(One), Id<Debt>.Parse(Two), Money.OfCents(60_000), 6),
            "counter-proposal.received",
            $$"""{"counterProposalId":"{{One}}","debtId":"{{Two}}","total":"600.00","payments":6}"""
        },
        {
            new CounterProposalDecided(Shop, Person, Id<CounterProposal>.Parse(One), Id<Debt>.Parse(Two), "referred", null),
            "counter-proposal.decided",
            $$"""{"counterProposalId":"{{One}}","debtId":"{{Two}}","outcome":"referred"}"""
        },
        {
            new AgreementRenegotiated(Shop, Person, Id<Agreement>.Parse(One), Id<Agreement>.Parse(Two), Money.OfCents(24_978)),
            "agreement.renegotiated",
            $$"""{"agreementId":"{{One}}","newAgreementId":"{{Two}}","paid":"249.78"}"""
        },
        {
            new AgreementLate(Shop, Person, Id<Agreement>.Parse(One), new DateOnly(2026, 11, 5), Money.OfCents(24_978), new DateOnly(2026, 11, 10)),
            "agreement.late",
            $$"""{"agreementId":"{{One}}","since":"2026-11-05","missing":"249.78","payBy":"2026-11-10"}"""
        },
        {
            new AgreementCured(Shop, Person, Id<Agreement>.Parse(One), new DateOnly(2026, 11, 5)),
            "agreement.cured",
            $$"""{"agreementId":"{{One}}","lateSince":"2026-11-05"}"""
        },
        {
            new AgreementBroken(Shop, Person, Id<Agreement>.Parse(One), Money.OfCents(24_978), Money.OfCents(49_956), new DateOnly(2026, 11, 29)),
            "agreement.broken",
            $$"""{"agreementId":"{{One}}","paid":"249.78","discountLost":"499.56","offersFrom":"2026-11-29"}"""
        },
        {
            new AgreementCancelled(Shop, Person, Id<Agreement>.Parse(One), CancelReason.FirstPaymentMissed, Money.Zero),
            "agreement.cancelled",
            $$"""{"agreementId":"{{One}}","reason":"first-payment-missed","paid":"0.00"}"""
        },
        {
            new InstalmentPaid(Shop, Person, Id<Agreement>.Parse(One), Id<Instalment>.Parse(Two), 1, Money.OfCents(24_978), Money.OfCents(578), Money.Zero),
            "instalment.paid",
            $$"""{"agreementId":"{{One}}","instalmentId":"{{Two}}","number":1,"amount":"249.78","lateCharges":"5.78","rebate":"0.00"}"""
        },
        { new DebtCreated(Shop, Person, Id<Debt>.Parse(One), Money.OfCents(105_000)), "debt.created", $$"""{"debtId":"{{One}}","principal":"1050.00"}""" },
        { new DebtUpdated(Shop, Person, Id<Debt>.Parse(One), Money.OfCents(98_000)), "debt.updated", $$"""{"debtId":"{{One}}","principal":"980.00"}""" },
        { new DebtClosed(Shop, Person, Id<Debt>.Parse(One), "sold"), "debt.closed", $$"""{"debtId":"{{One}}","reason":"sold"}""" },
        {
            new ImportCompleted(Shop, Id<ImportBatch>.Parse(One), ImportStatus.Completed, 9, 3, 2, 1, 1, 2),
            "import.completed",
            $$"""{"importId":"{{One}}","status":"completed","rowsRead":9,"created":3,"updated":2,"unchanged":1,"closed":1,"rejected":2}"""
        },
        {
            new PaymentChargedBack(Shop, Person, Id<Payment>.Parse(One), Id<Dispute>.Parse(Two), Money.OfCents(24_978), Money.Zero, Money.OfCents(24_978)),
            "payment.charged-back",
            $$"""{"paymentId":"{{One}}","disputeId":"{{Two}}","amount":"249.78"}"""
        },
        {
            new PaymentRefunded(Shop, Person, Id<Payment>.Parse(One), Id<Refund>.Parse(Two), Money.OfCents(5_000), Money.OfCents(5_000), Money.Zero),
            "payment.refunded",
            $$"""{"paymentId":"{{One}}","refundId":"{{Two}}","amount":"50.00"}"""
        },
        { new PayoutPaid(Shop, Id<Payout>.Parse(One), Money.OfCents(150_000)), "payout.paid", $$"""{"payoutId":"{{One}}","amount":"1500.00"}""" },
        {
            new PaymentReceived(
                Shop, Person, Id<Payment>.Parse(One), Id<Charge>.Parse(Two), InstalmentPurpose.Of(Id<Instalment>.Parse(One)), Money.OfCents(24_978), At),
            "payment.received",
            $$"""{"paymentId":"{{One}}","chargeId":"{{Two}}","instalmentId":"{{One}}","amount":"249.78","paidAt":"2026-11-22T17:32:05.12Z"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Every_body_is_as_it_was_promised(object happened, string type, string data)
    {
        var row = RowOf(happened);

        Assert.True(PublicEvents.IsPublic(row));
        Assert.Equal(type, PublicEvents.TypeOf(row));
        Assert.Equal($$"""{"id":"{{row.Id}}","type":"{{type}}","timestamp":"2026-11-22T17:32:05.12Z","data":{{data}}}""", PublicEvents.BodyOf(row));
    }

    [Fact]
    public void No_promise_is_left_without_a_test() =>
        Assert.Equal(PublicEvents.Types, Bodies.Select(row => row.Data.Item2).Order(StringComparer.Ordinal));

    [Fact]
    public void No_body_tells_who_the_person_is() =>
        Assert.All(Bodies, row => Assert.DoesNotContain(Person.ToString(), PublicEvents.BodyOf(RowOf(row.Data.Item1))));

    private static EventRow RowOf(object happened) => new()
    {
        CreditorId = Shop,
        PersonKey = Person,
        Subject = Guid.Empty,
        Name = happened.GetType().Name,
        ActorKind = "system",
        ActorId = "test",
        HappenedAt = At,
        Payload = JsonSerializer.Serialize(happened),
    };
}
