using System.Globalization;
using Shared.Agreements;
using Shared.Creditors;
using Shared.Debts;
using Shared.Ledger;

namespace Tests.Api;

/// <summary>What a creditor does with one title by API: pauses it, adjusts it, says what was paid elsewhere.</summary>
public sealed class DebtActsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_title_is_paused_and_resumed_each_told_once()
    {
        var (_, caller, debt) = await TitleAsync();
        var body = new { reason = "dispute", until = world.Today.AddDays(10).ToString("O", CultureInfo.InvariantCulture) };

        var paused = await PauseAsync(caller, debt, body);
        await PauseAsync(caller, debt, body);

        Assert.Equal((200, "dispute", body.until), (paused.Status, paused.Text("pause", "reason"), paused.Text("pause", "until")));
        Assert.Equal(204, (await caller.CallAsync(HttpMethod.Delete, $"/v1/debts/{debt.Id}/pause", null, null)).Status);
        Assert.Equal(204, (await caller.CallAsync(HttpMethod.Delete, $"/v1/debts/{debt.Id}/pause", null, null)).Status);
        Assert.Equal("null", (await caller.ReadAsync($"/v1/debts/{debt.Id}")).Json.GetProperty("pause").GetRawText());
        Assert.Equal(["debt-resumed", "debt-paused"], await TimelineAsync(caller, debt));
    }

    [Fact]
    public async Task A_pause_that_is_over_before_it_begins_or_of_a_closed_title_is_refused()
    {
        var (_, caller, debt) = await TitleAsync();
        var tag = (await caller.ReadAsync($"/v1/debts/{debt.Id}")).Tag!;

        Assert.Equal((422, "pause-until-invalid"), (await PauseAsync(caller, debt, new { reason = "legal", until = world.Today.AddDays(-1).ToString("O", CultureInfo.InvariantCulture) })).Told);
        await PauseAsync(caller, debt, new { reason = "legal" });
        var late = await caller.CallAsync(HttpMethod.Put, $"/v1/debts/{debt.Id}/pause", new { reason = "other" }, null, ("If-Match", tag));
        Assert.Equal((412, "precondition-failed"), late.Told);
        await caller.PostAsync($"/v1/debts/{debt.Id}/closure", new { reason = "sold" });
        Assert.Equal((409, "debt-closed"), (await PauseAsync(caller, debt, new { reason = "other" })).Told);
    }

    [Fact]
    public async Task A_credit_comes_off_on_its_day_and_a_debit_raises_the_principal()
    {
        var (_, caller, debt) = await TitleAsync();
        var before = await OwedAsync(caller, debt);

        var credit = await AdjustAsync(caller, debt, "credit", "100.00", "A-1");
        Assert.Equal((201, before - 10_000), (credit.Status, await OwedAsync(caller, debt)));
        Assert.Contains("abatement", Items(await caller.ReadAsync($"/v1/debts/{debt.Id}/balance")));

        await AdjustAsync(caller, debt, "debit", "40.00", "A-2");
        var now = await caller.ReadAsync($"/v1/debts/{debt.Id}");
        Assert.Equal(debt.Principal + Money.OfCents(4_000), Money.Parse(now.Text("principal")));
        Assert.Equal(2, (await caller.ReadAsync($"/v1/adjustments?debtId={debt.Id}")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(["debt-adjusted", "debt-adjusted"], await TimelineAsync(caller, debt));
    }

    [Fact]
    public async Task The_same_reference_is_the_same_adjustment_however_often_and_at_once()
    {
        var (_, caller, debt) = await TitleAsync();
        var before = await OwedAsync(caller, debt);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AdjustAsync(caller, debt, "credit", "10.00", "A-1")));

        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single(answers.Select(a => a.Text("id")).Distinct());
        Assert.Equal(before - 1_000, await OwedAsync(caller, debt));
        Assert.Equal((409, "adjustment-reference-used"), (await AdjustAsync(caller, debt, "credit", "11.00", "A-1")).Told);
    }

    [Fact]
    public async Task What_cannot_be_adjusted_is_refused_and_nothing_changes()
    {
        var (_, caller, debt) = await TitleAsync();
        var before = await OwedAsync(caller, debt);

        Assert.Equal((409, "adjustment-above-balance"), (await AdjustAsync(caller, debt, "credit", Money.OfCents(before).ToWire(), "A-1")).Told);
        Assert.Equal((422, "adjustment-day-invalid"), (await AdjustAsync(caller, debt, "credit", "1.00", "A-1", world.Today.AddDays(1))).Told);
        Assert.Equal((422, "adjustment-amount-invalid"), (await AdjustAsync(caller, debt, "debit", "100000000000.00", "A-1")).Told);
        Assert.Equal((400, "validation-failed"), (await AdjustAsync(caller, debt, "credit", "0.00", "A-1")).Told);
        Assert.Equal((404, "debt-not-found"), (await caller.PostAsync(
            $"/v1/debts/{Guid.CreateVersion7()}/adjustments", new { direction = "credit", reason = "other", amount = "1.00", reference = "A-1" })).Told);
        Assert.Equal(before, await OwedAsync(caller, debt));
    }

    [Fact]
    public async Task A_part_paid_elsewhere_comes_off_as_of_its_day_and_stands_in_the_ledger()
    {
        var (shop, caller, debt) = await TitleAsync();
        await world.PolicyAsync(shop);
        var quote = (await world.OffersAsync(debt))[0];
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var day = world.Today.AddDays(-30);
        var before = (await BalanceOnAsync(caller, debt, day)).Cents;

        var booked = await PayAsync(caller, debt, "300.00", day, "R-1");

        Assert.Equal((201, "300.00", false), (booked.Status, booked.Text("applied"), booked.Json.GetProperty("closedDebt").GetBoolean()));
        Assert.Equal(before - 30_000, (await BalanceOnAsync(caller, debt, day)).Cents);
        Assert.Equal(new() { [Account.HeldElsewhere] = 30_000, [Account.PaidElsewhere] = -30_000 }, await world.LedgerAsync(shop));

        // An offer of before asks for what was paid.
        Assert.Equal(AcceptOffer.Outdated, await World.MustRefuseAsync(world.AcceptAsync(quote)));
        await World.MustAsync(world.AcceptAsync((await world.OffersAsync(debt))[0]));
        Assert.Equal((409, "debt-under-agreement"), (await PayAsync(caller, debt, "1.00", day, "R-2")).Told);
        Assert.Equal((409, "debt-under-agreement"), (await UndoAsync(caller, booked)).Told);
    }

    [Fact]
    public async Task What_leaves_nothing_closes_the_title_and_undone_opens_it()
    {
        var (shop, caller, debt) = await TitleAsync();
        var owed = await OwedAsync(caller, debt);

        var booked = await PayAsync(caller, debt, Money.OfCents(owed + 500).ToWire(), world.Today, "R-1");
        Assert.Equal((Money.OfCents(owed).ToWire(), true), (booked.Text("applied"), booked.Json.GetProperty("closedDebt").GetBoolean()));
        Assert.Equal("paid", (await caller.ReadAsync($"/v1/debts/{debt.Id}")).Text("closedReason"));
        Assert.Equal((409, "debt-closed"), (await PayAsync(caller, debt, "1.00", world.Today, "R-2")).Told);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UndoAsync(caller, booked)));

        Assert.All(answers, a => Assert.Equal((200, "returned"), (a.Status, a.Text("reversalReason"))));
        Assert.Equal(("open", owed), ((await caller.ReadAsync($"/v1/debts/{debt.Id}")).Text("status"), await OwedAsync(caller, debt)));
        Assert.Empty(await world.LedgerAsync(shop));
        Assert.Equal(["external-payment-reversed", "debt.closed", "external-payment-booked"], await TimelineAsync(caller, debt));
    }

    [Fact]
    public async Task The_same_receipt_is_the_same_payment_however_often_and_at_once()
    {
        var (shop, caller, debt) = await TitleAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PayAsync(caller, debt, "50.00", world.Today, "R-1")));

        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single(answers.Select(a => a.Text("id")).Distinct());
        Assert.Equal(5_000, (await world.LedgerAsync(shop))[Account.HeldElsewhere]);
        Assert.Equal((409, "external-payment-reference-used"), (await PayAsync(caller, debt, "51.00", world.Today, "R-1")).Told);
        Assert.Equal((422, "paid-on-invalid"), (await PayAsync(caller, debt, "5.00", world.Today.AddDays(1), "R-2")).Told);
    }

    [Fact]
    public async Task Paid_elsewhere_and_accepted_at_once_nobody_owes_twice()
    {
        var (shop, caller, debt) = await TitleAsync();
        await world.PolicyAsync(shop);
        var quote = (await world.OffersAsync(debt))[0];
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        var (paying, accepting) = (PayAsync(caller, debt, "300.00", world.Today, "R-1"), world.AcceptAsync(quote));
        await Task.WhenAll(paying, accepting);

        Assert.NotEqual((await paying).Status == 201, (await accepting).Succeeded(out _, out _));
    }

    private static List<string> Items(Answer balance) => [.. balance.Json.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("item").GetString()!)];

    private static Task<Answer> PauseAsync(HttpClient caller, Debt debt, object body) => caller.CallAsync(HttpMethod.Put, $"/v1/debts/{debt.Id}/pause", body, null);

    private static Task<Answer> AdjustAsync(HttpClient caller, Debt debt, string direction, string amount, string reference, DateOnly? day = null) =>
        caller.PostAsync($"/v1/debts/{debt.Id}/adjustments", new { direction, reason = "abatement", amount, reference, effectiveDate = day?.ToString("O", CultureInfo.InvariantCulture) });

    private static Task<Answer> PayAsync(HttpClient caller, Debt debt, string amount, DateOnly day, string reference) =>
        caller.PostAsync($"/v1/debts/{debt.Id}/external-payments", new { amount, paidDate = day.ToString("O", CultureInfo.InvariantCulture), method = "cash", reference });

    private static Task<Answer> UndoAsync(HttpClient caller, Answer booked) =>
        caller.PostAsync($"/v1/external-payments/{booked.Text("id")}/reversal", new { reason = "returned" });

    private static async Task<Money> BalanceOnAsync(HttpClient caller, Debt debt, DateOnly day) =>
        Money.Parse((await caller.ReadAsync($"/v1/debts/{debt.Id}/balance?on={day:O}")).Text("total"));

    private async Task<long> OwedAsync(HttpClient caller, Debt debt) => (await BalanceOnAsync(caller, debt, world.Today)).Cents;

    private static async Task<List<string>> TimelineAsync(HttpClient caller, Debt debt) =>
        [.. (await caller.ReadAsync($"/v1/debts/{debt.Id}/timeline")).Json.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("type").GetString()!)
            .Where(type => type is not ("offer.presented" or "agreement.accepted"))];

    private async Task<(Creditor Shop, HttpClient Caller, Debt Debt)> TitleAsync()
    {
        var shop = await world.CreditorAsync();
        return (shop, world.Api.Caller(await world.KeyAsync(shop)), await world.DebtAsync(shop, of: Cpfs.New()));
    }
}
