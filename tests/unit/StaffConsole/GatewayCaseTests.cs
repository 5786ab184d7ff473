using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Payments;
using Shared.Support;

namespace Tests.StaffConsole;

public sealed class GatewayCaseTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_case_about_a_gateway_account_says_what_it_lacks()
    {
        var creditor = await world.CreditorAsync();
        var account = await world.BankAsync(creditor);
        await world.EnqueueAsync(new NoteLockOut(account.Id, account.CredentialsMark, "invalid_client"), creditor);
        await world.RunJobsAsync();
        var (staff, email) = await Visitor.HireAsync(world, creditor);
        var ana = new Visitor(world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") }));
        await ana.EnterAsync(world, staff, email);
        var opened = await world.SeeAsync(creditor, db => db.Cases.SingleAsync(c => c.Kind == CaseKind.GatewayAccount));

        var text = (await (await ana.GetAsync($"/console/excecoes/{opened.Id}")).PageAsync()).Body!.TextContent;

        Assert.Contains("Conta de recebimento em risco", text, StringComparison.Ordinal);
        Assert.Contains("Banco de testes", text, StringComparison.Ordinal);
        Assert.Contains("deixou de aceitar as credenciais", text, StringComparison.Ordinal);
    }
}
