using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Payments;
using Shared.Support;

namespace Tests.StaffConsole;

public sealed class StrayCaseTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Somebody_takes_the_case_looks_for_the_person_and_says_what_the_money_pays()
    {
        var (creditor, agreement) = await world.DealAsync(payments: 1, paid: 0);
        var stray = await world.KeptAsync(await AccountAsync(creditor), world.StrayMoney(agreement.Total.Cents, Cpfs.New()));
        var (ana, url) = await AtAsync(creditor, stray);
        Assert.DoesNotContain("/dinheiro", await TextAsync(ana, url), StringComparison.Ordinal);
        await ana.SendAsync(url + "?handler=Take");

        var found = await (await ana.SendAsync(url + "/dinheiro?handler=Look", ("Words", agreement.Number))).PageAsync();
        var instalment = found.QuerySelectorAll("#aim option")[1];
        Assert.Contains($"Parcela 1 do acordo {agreement.Number}", instalment.TextContent, StringComparison.Ordinal);
        var person = found.QuerySelector("input[name=Person]")!.GetAttribute("value")!;

        var nothing = await (await ana.SendAsync(found, url + "/dinheiro?handler=Identify", ("Person", person), ("Aim", ""))).PageAsync();
        Assert.Contains("Escolha a parcela", nothing.Body!.TextContent, StringComparison.Ordinal);
        var done = await ana.SendAsync(found, url + "/dinheiro?handler=Identify", ("Person", person), ("Aim", instalment.GetAttribute("value")!));

        Assert.Equal((HttpStatusCode.Redirect, url), (done.StatusCode, done.Headers.Location!.OriginalString));
        Assert.Contains("Dinheiro identificado", await TextAsync(ana, url), StringComparison.Ordinal);
        Assert.Contains($"/console/pessoas/{person}", await TextAsync(ana, url), StringComparison.Ordinal);
        Assert.Equal(StrayStatus.Identified, (await world.StrayNowAsync(creditor, stray)).Status);
        var again = await (await ana.SendAsync(found, url + "/dinheiro?handler=Identify", ("Person", person), ("Aim", "credito"))).PageAsync();
        Assert.Contains("já foi identificado", again.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_claims_is_given_back_with_the_reference_of_the_transfer()
    {
        var creditor = await world.CreditorAsync();
        var stray = await world.KeptAsync(await world.BankAsync(creditor));
        var (ana, url) = await AtAsync(creditor, stray);
        await ana.SendAsync(url + "?handler=Take");
        Assert.Contains("Dizer de quem é este dinheiro", await TextAsync(ana, url), StringComparison.Ordinal);
        Assert.Contains("o banco não disse", await TextAsync(ana, url + "/dinheiro"), StringComparison.Ordinal);

        await ana.SendAsync(url + "/dinheiro?handler=Return", ("Reference", "COMPROVANTE-9"));

        Assert.Contains("pela transferência COMPROVANTE-9", await TextAsync(ana, url), StringComparison.Ordinal);
        Assert.Contains("pela transferência COMPROVANTE-9", await TextAsync(ana, url + "/dinheiro"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_case_has_no_such_page()
    {
        var creditor = await world.CreditorAsync();
        var account = await world.BankAsync(creditor);
        await world.EnqueueAsync(new NoteLockOut(account.Id, account.CredentialsMark, "invalid_client"), creditor);
        await world.RunJobsAsync();
        var (ana, _) = await AtAsync(creditor, await world.KeptAsync(account));
        var other = await world.SeeAsync(creditor, db => db.Cases.SingleAsync(c => c.Kind == CaseKind.GatewayAccount));

        Assert.Equal(HttpStatusCode.NotFound, (await ana.GetAsync($"/console/excecoes/{other.Id}/dinheiro")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ana.GetAsync($"/console/excecoes/{Id<Case>.New()}/dinheiro")).StatusCode);
    }

    private async Task<(Visitor Ana, string Url)> AtAsync(Creditor creditor, StrayPayment stray)
    {
        var (staff, email) = await Visitor.HireAsync(world, creditor);
        var ana = new Visitor(world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
        await ana.EnterAsync(world, staff, email);
        return (ana, $"/console/excecoes/{(await world.CaseOfAsync(creditor, stray)).Id}");
    }

    private static async Task<string> TextAsync(Visitor ana, string url) => (await (await ana.GetAsync(url)).PageAsync()).Body!.InnerHtml;

    private Task<GatewayAccount> AccountAsync(Creditor creditor) => world.SeeAsync(creditor, db => db.GatewayAccounts.AsNoTracking().SingleAsync());
}
