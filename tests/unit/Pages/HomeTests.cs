using System.Net;
using Shared.Agreements;
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
    public async Task What_the_next_payment_costs_is_what_its_code_asks_for()
    {
        var (_, agreement) = await world.DealAsync();
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(5));

        var (home, code) = await AmountsAsync(agreement, "Já tem R$");
        Assert.Equal(code, home);
        Assert.True(home > agreement.Terms.Payments[1].Amount, $"{home} has no fine in it.");

        // A part of it comes late, and time goes on over the rest.
        await world.PayInstalmentAsync(agreement, number: 2, Money.OfCents(5_000));
        world.TurnTo(world.Today.AddDays(3));
        (home, code) = await AmountsAsync(agreement, "Já tem R$");
        Assert.Equal(code, home);
    }

    [Fact]
    public async Task A_half_of_a_late_instalment_costs_the_same_here_and_at_its_code()
    {
        var (_, agreement) = await world.DealAsync();
        world.TurnTo(AgreementDays.LastDayInTime(agreement.Terms.Payments[1].DueOn).AddDays(2));
        await World.MustAsync(world.DoAsync(agreement.PersonKey, (SplitInstalment split) =>
            split.ExecuteAsync(new(agreement.Id, 2, world.Today.AddDays(10), null), Actor.Debtor(agreement.PersonKey))));

        var (home, code) = await AmountsAsync(agreement, "Vence em");
        var screen = await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), "/inicio");

        Assert.Equal(code, home);
        Assert.Contains("Parcela 2 de 3, 1ª parte", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moved_instalment_costs_the_same_here_and_at_its_code()
    {
        var (_, agreement) = await world.DealAsync();
        await World.MustAsync(world.DoAsync(agreement.PersonKey, (MoveDueDate move) =>
            move.ExecuteAsync(new(agreement.Id, 2, agreement.Terms.Payments[1].DueOn.AddDays(7), null), Actor.Debtor(agreement.PersonKey))));
        world.TurnTo(agreement.Terms.Payments[1].DueOn.AddDays(2));

        var (home, code) = await AmountsAsync(agreement, "Vence em");

        Assert.Equal(code, home);
    }

    [Fact]
    public async Task Says_so_when_nothing_is_open()
    {
        var screen = await Screen.OpenAsync(_portal.BrowserOf(new PersonKey(Guid.CreateVersion7())), "/inicio");

        Assert.Contains("Não há conta em aberto no seu CPF neste momento.", screen.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _portal.Dispose();

    // Of the card on the home page, and of the page that its button opens.
    private async Task<(Money Home, Money Code)> AmountsAsync(Agreement agreement, string words)
    {
        var home = await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), "/inicio");
        Assert.Contains(words, home.Text, StringComparison.Ordinal);
        var pay = await home.ClickAsync("Pagar com Pix");
        return (Read(home.Page.QuerySelector(".card.next .amount")!.TextContent), Read(pay.Page.QuerySelector(".facts .total dd")!.TextContent));

        static Money Read(string text) => TypedMoney.TryRead(text, out var money) ? money : throw new InvalidOperationException(text);
    }
}
