using System.Text.Json;
using Shared.Offers;

namespace Tests.Api;

/// <summary>Reports on the wire: what may be asked, and both ways to be answered.</summary>
public sealed class ReportsApiTests(World world) : IClassFixture<World>
{
    private static readonly string[] All = ["aging", "recovery", "funnel", "agreements", "discounts", "cash-forecast"];

    public static TheoryData<string> Reports => [.. All];

    [Theory]
    [InlineData("aging?on=2026-3-1", "on")]
    [InlineData("aging?on=01/03/2026", "on")]
    [InlineData("aging?on=2026-03-03", "on")]
    [InlineData("aging?on=0001-01-01", "on")]
    [InlineData("aging?from=2026-01-01", "from")]
    [InlineData("recovery?from=ontem", "from")]
    [InlineData("recovery?from=2026-03-02&until=2026-03-01", "until")]
    [InlineData("recovery?from=2023-03-01&until=2026-03-01", "from")]
    [InlineData("recovery?by=year", "by")]
    [InlineData("recovery?from=2026-03-01&from=2026-03-02", "from")]
    [InlineData("funnel?by=day", "by")]
    [InlineData("funnel?until=0001-01-01", "from")]
    [InlineData("agreements?from=9999-12-31", "until")]
    [InlineData("discounts?from=2026-02-30", "from")]
    [InlineData("cash-forecast?from=2026-03-01", "from")]
    [InlineData("cash-forecast?until=2026-03-01", "until")]
    public async Task What_cannot_be_asked_is_said_by_name(string query, string parameter)
    {
        var caller = await CallerAsync(await world.CreditorAsync());

        var answer = await caller.ReadAsync($"/v1/reports/{query}");

        Assert.Equal((400, "validation-failed"), (answer.Status, answer.Code));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(parameter, out _), answer.Json.GetRawText());
    }

    [Theory]
    [InlineData("recovery?from=2023-03-02&until=2026-03-01")]
    [InlineData("agreements?from=2026-03-02&until=2026-03-02")]
    [InlineData("funnel?from=2026-04-01")]
    [InlineData("aging?on=2026-03-02")]
    [InlineData("cash-forecast?from=2026-03-02&until=2029-03-01&by=day")]
    public async Task The_edges_are_answered(string query) =>
        Assert.Equal(200, (await (await CallerAsync(await world.CreditorAsync())).ReadAsync($"/v1/reports/{query}")).Status);

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Every_report_is_a_table_too_with_the_same_figures(string report)
    {
        var (creditor, _) = await world.DealAsync();
        var caller = await CallerAsync(creditor);

        var json = await caller.ReadAsync($"/v1/reports/{report}");
        using var csv = await AskAsync(caller, report, "text/csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.Equal((200, "text/csv; charset=utf-8"), ((int)csv.StatusCode, csv.Content.Headers.ContentType?.ToString()));
        Assert.Matches("^attachment; filename=\"[a-z]+(-2026-[0-9]{2}-[0-9]{2}){1,2}\\.csv\"$", csv.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("", lines[^1]);
        var rows = lines[1..^1].Select(line => line.Split(',')).ToList();
        Assert.All(rows, row => Assert.Equal(lines[0].Split(',').Length, row.Length));
        var list = json.Json.EnumerateObject().First(p => p.Value.ValueKind is JsonValueKind.Array).Value;
        Assert.Equal(list.GetArrayLength() + (json.Json.TryGetProperty("total", out _) ? 1 : 0), rows.Count);

        // Every value of a row of the JSON is in its line.
        Assert.All(list.EnumerateArray().Zip(rows), pair => Assert.Equal(Leaves(pair.First), pair.Second));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task What_we_do_not_write_is_not_acceptable_and_a_refusal_is_JSON_whatever_was_asked_for(string report)
    {
        var caller = await CallerAsync(await world.CreditorAsync());
        using var xml = await AskAsync(caller, report, "application/xml");
        using var wrong = await AskAsync(caller, $"{report}?nonsense=1", "text/csv");
        using var any = await AskAsync(caller, report, "*/*");

        Assert.Equal(406, (int)xml.StatusCode);
        Assert.Equal((400, "application/problem+json"), ((int)wrong.StatusCode, wrong.Content.Headers.ContentType?.MediaType));
        Assert.Equal("application/json", any.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_name_that_is_a_formula_does_not_run_in_a_spreadsheet()
    {
        var creditor = await world.CreditorAsync();
        var policy = new OfferPolicy
        {
            CreditorId = creditor.Id,
            Name = "=cmd|'/c calc'!A1, \"x\"",
            Number = 1,
            Document = World.PolicyOf(),
            CreatedAt = world.Clock.GetUtcNow(),
            UpdatedAt = world.Clock.GetUtcNow(),
        };
        policy.Publish(world.Clock.GetUtcNow());
        await world.SaveAsync(policy);
        await world.AgreementAsync(await world.DebtAsync(creditor), 3);

        using var csv = await AskAsync(await CallerAsync(creditor), "discounts", "text/csv");

        Assert.Contains(",\"'=cmd|'/c calc'!A1, \"\"x\"\"\",instalments,policy,1,", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Another_creditor_is_told_what_a_new_one_is(string report)
    {
        var (_, _, _) = await world.PaidDealAsync();
        var (other, fresh) = (await CallerAsync(await world.CreditorAsync()), await CallerAsync(await world.CreditorAsync()));

        Assert.Equal((await fresh.ReadAsync($"/v1/reports/{report}")).Json.GetRawText(), (await other.ReadAsync($"/v1/reports/{report}")).Json.GetRawText());
        Assert.DoesNotMatch("[1-9][0-9]*\\.[0-9]{2}\"", (await other.ReadAsync($"/v1/reports/{report}")).Json.GetRawText());
    }

    [Fact]
    public async Task Amounts_and_rates_are_text_and_days_are_days()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(payments: 1);
        var caller = await CallerAsync(creditor);

        var recovery = (await caller.ReadAsync("/v1/reports/recovery?from=2026-03-02&until=2026-03-02&by=week")).Json;
        var agreements = (await caller.ReadAsync("/v1/reports/agreements?from=2026-03-02&until=2026-03-02")).Json;
        var aging = (await caller.ReadAsync("/v1/reports/aging")).Json;

        Assert.Equal(payment.Amount.ToWire(), recovery.GetProperty("rows")[0].GetProperty("figures").GetProperty("received").GetString());
        Assert.Equal(("2026-03-02", "2026-03-02"), (recovery.GetProperty("from").GetString(), recovery.GetProperty("rows")[0].GetProperty("until").GetString()));
        Assert.Equal("0.00", agreements.GetProperty("total").GetProperty("breakPercent").GetString());
        Assert.Equal(JsonValueKind.Null, agreements.GetProperty("total").GetProperty("keptPercent").ValueKind);
        Assert.Equal(("2026-03-02", 0), (aging.GetProperty("on").GetString(), aging.GetProperty("total").GetProperty("debts").GetInt32()));
        Assert.Equal(Shared.Agreements.AgreementStatus.Settled, agreement.Status);
    }

    private static string[] Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [.. element.EnumerateObject().SelectMany(p => Leaves(p.Value))],
        JsonValueKind.Null => [""],
        _ => [element.ToString()],
    };

    private static Task<HttpResponseMessage> AskAsync(HttpClient caller, string report, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/reports/{report}");
        request.Headers.Add("Accept", accept);
        return caller.SendAsync(request);
    }

    private async Task<HttpClient> CallerAsync(Creditor creditor) => world.Api.Caller(await world.KeyAsync(creditor, "reports:read"));
}
