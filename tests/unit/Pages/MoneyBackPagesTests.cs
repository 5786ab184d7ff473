using Shared.Agreements;
using Shared.Payments;

namespace Tests.Pages;

/// <summary>What a debtor reads of money that goes back.</summary>
public sealed class MoneyBackPagesTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task Nothing_is_said_where_nothing_goes_back_or_a_refund_came_to_nothing()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(extra: 1_000);
        var refund = await World.MustAsync(world.RefundAsync(creditor, payment, 400, RefundChannel.Manual));
        await World.MustAsync(world.DoAsync(creditor, (CancelRefund cancel) => cancel.ExecuteAsync(refund.Id, Actor.Staff("s"))));

        var (receipt, page) = await LookAsync(agreement);

        Assert.DoesNotContain("voltando", receipt + page, StringComparison.Ordinal);
        Assert.Contains("Recebemos R$ 10,00 a mais. Esse dinheiro é seu", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_its_way_says_by_when_and_is_offered_no_second_time()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync(extra: 1_000);
        await World.MustAsync(world.RefundAsync(creditor, payment, 400, RefundChannel.Manual));

        var (receipt, page) = await LookAsync(agreement);

        Assert.All([receipt, page], text =>
        {
            Assert.Contains("R$ 4,00 estão voltando para você", text, StringComparison.Ordinal);
            Assert.Contains($"Deve chegar até {world.Today.AddDays(5).InWords}", text, StringComparison.Ordinal);
            Assert.Contains("Você pediu.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("em aberto de novo", text, StringComparison.Ordinal);
        });
        Assert.Contains("Recebemos R$ 6,00 a mais", receipt, StringComparison.Ordinal);

        world.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Contains("a falha não é sua", (await LookAsync(agreement)).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_arrived_says_what_is_owed_again()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync();
        await World.MustAsync(world.RefundAsync(creditor, payment, 10_000));
        await world.RunJobsAsync();

        var page = await AgreementAsync(agreement);

        Assert.Contains("R$ 100,00 voltaram para você", page, StringComparison.Ordinal);
        Assert.Contains("Desse dinheiro, R$ 100,00 que tinham pago parcelas ficam em aberto de novo", page, StringComparison.Ordinal);
        Assert.Contains("Falta R$ 100,00", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_bank_took_is_said_and_no_longer_once_it_came_back()
    {
        var (creditor, agreement, payment) = await world.PaidDealAsync();
        await World.MustAsync(world.ChargeBackAsync(creditor, payment, 10_000));
        await world.HearAsync(creditor, payment);

        Assert.Contains("O seu banco pegou R$ 100,00 de volta", await AgreementAsync(agreement), StringComparison.Ordinal);

        await World.MustAsync(world.ChargeBackAsync(creditor, payment, play: ChargebackPlay.GiveBack));
        await world.HearAsync(creditor, payment);
        Assert.DoesNotContain("de volta", await AgreementAsync(agreement), StringComparison.Ordinal);
    }

    public void Dispose() => _portal.Dispose();

    private async Task<(string Receipt, string Page)> LookAsync(Agreement agreement) => (
        (await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}/parcelas/1/comprovante")).Text,
        await AgreementAsync(agreement));

    private async Task<string> AgreementAsync(Agreement agreement) =>
        (await Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}")).Text;
}
