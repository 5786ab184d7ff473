using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Staff;
using Shared.Support;

namespace Tests.StaffConsole;

public sealed class ReconciliationTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("/console/conciliacao")]
    [InlineData("/console/conciliacao/2026-03-01")]
    public async Task Everything_asks_who_you_are_first(string url) =>
        Assert.Equal("/console/entrar", (await Browser().GetAsync(url)).Headers.Location!.AbsolutePath);

    [Fact]
    public async Task An_empty_list_says_what_will_happen_and_a_day_is_opened_by_its_date()
    {
        var creditor = await world.CreditorAsync();
        var ana = await EnterAsync(creditor, StaffRole.Support);

        Assert.Contains("Nenhum dia foi conferido ainda", await TextOf(ana, "/console/conciliacao"), StringComparison.Ordinal);
        Assert.Equal("/console/conciliacao/2026-02-27", (await ana.GetAsync("/console/conciliacao?dia=2026-02-27")).Headers.Location?.OriginalString);
        Assert.Equal("/console/conciliacao", (await ana.GetAsync("/console/conciliacao?dia=ontem")).Headers.Location?.OriginalString);
        Assert.Contains("ainda não foi conferido", await TextOf(ana, "/console/conciliacao/2026-02-27"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ana.GetAsync("/console/conciliacao/ontem")).StatusCode);
        var refused = await (await ana.SendAsync("/console/conciliacao/2026-02-27?handler=Check")).PageAsync();
        Assert.Contains("Não há conta de recebimento", refused.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_is_checked_explained_and_signed_by_who_supervises()
    {
        var (creditor, _, payment) = await world.PaidDealAsync();
        await world.TamperAsync(db => db.Database.ExecuteSqlAsync($"update sandbox_payments set amount_cents = amount_cents - 1 where end_to_end_id = {payment.ExternalId}"));
        var url = "/console/conciliacao/" + world.NextDay().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var (ana, chefe) = (await EnterAsync(creditor, StaffRole.Support), await EnterAsync(creditor, StaffRole.Supervisor, "Chefe"));

        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(ana, url, "Check")).StatusCode);
        Assert.Contains("Passo 1 de 4", await TextOf(ana, url), StringComparison.Ordinal);
        await world.RunLaneAsync(JobLane.Outbound);

        var text = await TextOf(ana, url);
        Assert.Contains("1 diferença", text, StringComparison.Ordinal);
        Assert.Contains("Valor diferente", text, StringComparison.Ordinal);
        Assert.Contains("Fim do dia", text, StringComparison.Ordinal);
        Assert.Contains("Quem fecha o dia é quem supervisiona", text, StringComparison.Ordinal);
        Assert.Contains("Quem fecha o dia", await RefusalAsync(ana, url, ("Note", "Eu mesma.")), StringComparison.Ordinal);
        Assert.Contains("escreva na nota", await RefusalAsync(chefe, url), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(chefe, url, "Close", ("Note", "Um centavo do banco."))).StatusCode);
        Assert.Contains("Este dia já está fechado", await RefusalAsync(chefe, url, ("Note", "De novo.")), StringComparison.Ordinal);
        text = await TextOf(ana, url);
        Assert.Contains("Fechado por Chefe", text, StringComparison.Ordinal);
        Assert.Contains("Um centavo do banco.", text, StringComparison.Ordinal);
        Assert.Contains("Chefe", await TextOf(ana, "/console/conciliacao"), StringComparison.Ordinal);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task The_difference_and_its_case_lead_to_each_other_and_to_the_person()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync();
        await world.TamperAsync(db => db.Database.ExecuteSqlAsync($"delete from sandbox_payments where end_to_end_id = {payment.ExternalId}"));
        var run = await world.ReconcileAsync(creditor, world.NextDay());
        var url = "/console/conciliacao/" + run.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var ana = await EnterAsync(creditor, StaffRole.Support);
        var opened = await world.SeeAsync(creditor, db => db.Cases.SingleAsync(c => c.Kind == CaseKind.MoneyDiffers));

        var links = (await (await ana.GetAsync(url)).PageAsync()).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")).ToList();
        var ofCase = await (await ana.GetAsync($"/console/excecoes/{opened.Id}")).PageAsync();

        Assert.Contains($"/console/excecoes/{opened.Id}", links);
        Assert.Contains($"/console/pessoas/{agreement.DebtorId}", links);
        Assert.Contains(ofCase.QuerySelectorAll("main a"), a => a.GetAttribute("href") == url);
        Assert.Contains("o livro tem", ofCase.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_creditor_sees_none_of_it()
    {
        var (creditor, _, _) = await world.PaidDealAsync();
        var run = await world.ReconcileAsync(creditor, world.NextDay());
        var url = "/console/conciliacao/" + run.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var stranger = await EnterAsync(await world.CreditorAsync(), StaffRole.CreditorAdmin);

        Assert.Contains("Nenhum dia foi conferido ainda", await TextOf(stranger, "/console/conciliacao"), StringComparison.Ordinal);
        Assert.Contains("ainda não foi conferido", await TextOf(stranger, url), StringComparison.Ordinal);
        Assert.Contains("ainda não foi conferido", await RefusalAsync(stranger, url), StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(Visitor who, string url, params (string, string)[] fields) =>
        (await (await PressAsync(who, url, "Close", fields)).PageAsync()).QuerySelector("[role=alert]")!.TextContent;

    private static async Task<HttpResponseMessage> PressAsync(Visitor who, string url, string handler, params (string, string)[] fields) =>
        await who.SendAsync(await (await who.GetAsync(url)).PageAsync(), $"{url}?handler={handler}", fields);

    private static async Task<string> TextOf(Visitor who, string url) => (await (await who.GetAsync(url)).PageAsync()).Body!.TextContent;

    private HttpClient Browser() =>
        world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    private async Task<Visitor> EnterAsync(Creditor creditor, StaffRole role, string name = "Ana Souza")
    {
        var email = $"{Guid.CreateVersion7():N}@loja.example";
        var staff = await World.MustAsync(world.DoAsync(creditor, (AddStaff add) =>
            add.ExecuteAsync(new(EmailAddress.Parse(email), name, role, Visitor.Password), Actor.System("test"))));
        var visitor = new Visitor(Browser());
        await visitor.EnterAsync(world, staff, email);
        return visitor;
    }
}
