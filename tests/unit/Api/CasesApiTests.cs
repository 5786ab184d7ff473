using Shared.Debts;
using Shared.Offers;
using Shared.Support;

namespace Tests.Api;

public sealed class CasesApiTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_case_is_found_given_to_somebody_written_on_and_put_back()
    {
        var (creditor, debt) = await DebtAsync();
        var (proposal, opened) = await world.ReferredAsync(creditor, debt);
        var ana = await world.StaffAsync(creditor);
        var caller = world.Api.Caller(await world.KeyAsync(creditor));
        var path = $"/v1/cases/{opened.Id}";

        var listed = (await caller.ReadAsync($"/v1/cases?status=open&kind=counterProposal&debtId={debt.Id}")).Json.GetProperty("data")[0];
        Assert.Equal((opened.Id.ToString(), proposal.Id.ToString(), "2026-03-05"), (Text(listed, "id"), Text(listed, "subjectId"), Text(listed, "dueDate")));
        var shown = await caller.ReadAsync(path);
        var given = await caller.CallAsync(HttpMethod.Put, path + "/assignment", new { staffId = ana.Id }, null, ("If-Match", shown.Tag!));
        Assert.Equal((200, ana.Id), (given.Status, Text(given.Json, "assigneeId")));
        Assert.Equal(412, (await caller.CallAsync(HttpMethod.Put, path + "/assignment", new { staffId = ana.Id }, null, ("If-Match", shown.Tag!))).Status);

        var note = await caller.PostAsync(path + "/notes", new { text = "Ligou hoje." }, "n-1");
        var again = await caller.PostAsync(path + "/notes", new { text = "Ligou hoje." }, "n-1");
        Assert.Equal((201, "true"), (note.Status, again.Header("Idempotency-Replayed")));
        Assert.Equal("Ligou hoje.", Text(Assert.Single((await caller.ReadAsync(path)).Json.GetProperty("notes").EnumerateArray()), "text"));

        Assert.Equal(204, (await caller.CallAsync(HttpMethod.Delete, path + "/assignment", null, null)).Status);
        Assert.Equal("assignee-unknown", (await caller.CallAsync(HttpMethod.Put, path + "/assignment", new { staffId = Guid.CreateVersion7() }, null)).Code);
    }

    [Fact]
    public async Task A_case_that_waits_for_an_answer_does_not_end_by_a_note_and_one_in_hands_not_by_a_machine()
    {
        var (creditor, debt) = await DebtAsync();
        var (_, waiting) = await world.ReferredAsync(creditor, debt);
        var odd = await world.DoAsync(creditor, async (IServiceProvider services) =>
        {
            var made = await ((OpenCase)services.GetService(typeof(OpenCase))!).ExecuteAsync(new(creditor.Id, CaseKind.WebhookDown, Guid.CreateVersion7()));
            await ((AppDb)services.GetService(typeof(AppDb))!).SaveChangesAsync();
            return made;
        });
        var ana = await world.StaffAsync(creditor);
        var caller = world.Api.Caller(await world.KeyAsync(creditor));

        Assert.Equal((409, "case-needs-answer"), Said(await caller.PostAsync($"/v1/cases/{waiting.Id}/resolution", new { resolution = "nothing-to-do" })));
        Assert.Equal(400, (await caller.PostAsync($"/v1/cases/{odd.Id}/resolution", new { resolution = "granted" })).Status);
        await World.MustAsync(world.TakeAsync(creditor, odd, ana));
        Assert.Equal((409, "case-taken"), Said(await caller.PostAsync($"/v1/cases/{odd.Id}/resolution", new { resolution = "corrected" })));
        await caller.CallAsync(HttpMethod.Delete, $"/v1/cases/{odd.Id}/assignment", null, null);
        var done = await caller.PostAsync($"/v1/cases/{odd.Id}/resolution", new { resolution = "corrected", note = "Religado." });

        Assert.Equal((200, "resolved", "Religado."), (done.Status, Text(done.Json, "status"), Text(done.Json, "resolutionNote")));
        Assert.Equal((409, "case-resolved"), Said(await caller.PostAsync($"/v1/cases/{odd.Id}/resolution", new { resolution = "corrected" })));
    }

    [Fact]
    public async Task A_floor_in_a_policy_is_checked_kept_and_improves_unless_it_says_no()
    {
        var creditor = await world.CreditorAsync();
        var caller = world.Api.Caller(await world.KeyAsync(creditor));
        object Body(object floor) => new
        {
            name = "Com contraproposta",
            document = new { rules = new[] { new { id = "a", terms = new[] { new { id = "a-vista", form = "singlePayment" } } } }, counterProposal = floor },
        };

        var wrong = await caller.PostAsync("/v1/offer-policies", Body(new
        {
            discount = new { principal = "95.00", fine = "101.00" },
            maxInstalments = 61,
            minInstalment = "-1.00",
            minDownPayment = "91.00",
            monthlyRate = "21.00",
        }));
        var sound = await caller.PostAsync("/v1/offer-policies", Body(new { discount = new { principal = "30.00" }, maxInstalments = 12 }));

        Assert.Equal(
            ["discount", "discount.principal", "maxInstalments", "minDownPayment", "minInstalment", "monthlyRate"],
            wrong.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name["document.counterProposal.".Length..]).Order(StringComparer.Ordinal));
        Assert.Equal(201, sound.Status);
        Assert.True(sound.Json.GetProperty("document").GetProperty("counterProposal").GetProperty("improve").GetBoolean());
        var kept = await world.SeeAsync(creditor, db => db.OfferPolicies.SingleAsync());
        Assert.True(kept.Document.CounterProposal is { Improve: true, MaxInstalments: 12 });
    }

    private static (int, string) Said(Answer answer) => (answer.Status, answer.Code);

    private static string? Text(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetString();

    private async Task<(Creditor Creditor, Debt Debt)> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.FlooredPolicyAsync(creditor);
        return (creditor, await world.DebtAsync(creditor, of: Cpfs.New()));
    }
}
