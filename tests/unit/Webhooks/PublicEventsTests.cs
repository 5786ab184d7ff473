using System.Text.Json;
using Shared.Agreements;
using Shared.Debts;
using Shared.Imports;
using Shared.Payments;
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
            new AgreementSettled(Shop, Person, Id<Agreement>.Parse(One), Money.OfCents(74_934), Money.OfCents(75_011)),
            "agreement.settled",
            $$"""{"agreementId":"{{One}}","total":"749.34","paid":"750.11"}"""
        },
        {
            new InstalmentPaid(Shop, Person, Id<Agreement>.Parse(One), Id<Instalment>.Parse(Two), 1, Money.OfCents(24_978), Money.OfCents(77), Money.Zero),
            "instalment.paid",
            $$"""{"agreementId":"{{One}}","instalmentId":"{{Two}}","number":1,"amount":"249.78","lateCharges":"0.77","rebate":"0.00"}"""
        },
        {
            new ImportCompleted(Shop, Id<ImportBatch>.Parse(One), ImportStatus.Completed, 9, 3, 2, 1, 1, 2),
            "import.completed",
            $$"""{"importId":"{{One}}","status":"completed","rowsRead":9,"created":3,"updated":2,"unchanged":1,"closed":1,"rejected":2}"""
        },
        {
            new PaymentReceived(
                Shop, Person, Id<Payment>.Parse(One), Id<Charge>.Parse(Two), InstalmentPurpose.Of(Id<Instalment>.Parse(One)), Money.OfCents(24_978), At),
            "payment.received",
            $$"""{"paymentId":"{{One}}","chargeId":"{{Two}}","instalmentId":"{{One}}","amount":"249.78","paidAt":"2026-11-22T17:32:05.12Z","prepaymentId":null}"""
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
