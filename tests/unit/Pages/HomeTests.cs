using System.Net;
using Shared.Debts;

namespace Tests.Pages;

public sealed class HomeTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task Shows_the_accounts_of_all_creditors_each_with_its_block()
    {
        var cpf = Cpfs.New();
        var debt = await world.DebtAsync(await world.CreditorAsync("Loja Aurora"), of: cpf, principal: Money.OfCents(89000));
        await world.DebtAsync(await world.CreditorAsync("Telefonia Norte"), of: cpf);

        var screen = await Screen.OpenAsync(_portal.BrowserOf(debt.PersonKey), "/inicio");

        Assert.Equal(HttpStatusCode.OK, screen.Status);
        Assert.Contains($"Valor hoje: {debt.BalanceOn(world.Today, IndexTable.Empty).Total}".Replace('\u00a0', ' '), screen.Text, StringComparison.Ordinal);
        Assert.Contains("Loja Aurora Comércio Ltda. · CNPJ 11.222.333/0001-81 · Rua das Flores", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Telefonia Norte Comércio Ltda. · CNPJ", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_nothing_of_others()
    {
        var creditor = await world.CreditorAsync();
        var mine = await world.DebtAsync(creditor, of: Cpfs.New());
        var other = await world.DebtAsync(creditor, of: Cpfs.New());

        var screen = await Screen.OpenAsync(_portal.BrowserOf(mine.PersonKey), "/inicio");

        Assert.Contains(mine.Contract, screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Contract, screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Puts_the_next_payment_first()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        var agreement = await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New()), payments: 3);

        var screen = await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), "/inicio");

        Assert.Contains("Parcela 1 de 3 · Loja Azul", screen.Text, StringComparison.Ordinal);
        Assert.Contains("Falta pagar a 1ª parcela", screen.Text, StringComparison.Ordinal);
        Assert.Equal($"/acordos/{agreement.Id}/parcelas/1/pagar", (await screen.ClickAsync("Pagar com Pix")).Path);
    }

    [Fact]
    public async Task Says_so_when_nothing_is_open()
    {
        var screen = await Screen.OpenAsync(_portal.BrowserOf(new PersonKey(Guid.CreateVersion7())), "/inicio");

        Assert.Contains("Não há conta em aberto no seu CPF neste momento.", screen.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _portal.Dispose();
}
