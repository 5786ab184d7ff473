using System.Net;
using Shared.Agreements;

namespace Tests.Pages;

public sealed class AgreementsTests(World world) : IClassFixture<World>, IDisposable
{
    private readonly PortalHost _portal = new(world);

    [Fact]
    public async Task Lists_its_instalments_with_the_day_until_which_each_may_be_late()
    {
        var agreement = await AgreementAsync();

        var screen = await OpenAsync(agreement, "");

        Assert.Equal(3, screen.Page.QuerySelectorAll(".instalments > li").Length);
        var last = agreement.Terms.Payments[0].DueOn.AddDays(agreement.Terms.GraceDays);
        Assert.Contains($"Sem perder o acordo: até {last.InWords}", screen.Text, StringComparison.Ordinal);
        Assert.Equal("Falta pagar a 1ª parcela", screen.Page.QuerySelector(".tag.attention")!.TextContent);
    }

    [Fact]
    public async Task The_term_says_every_amount_and_the_fingerprint_of_its_pdf()
    {
        var agreement = await AgreementAsync();

        var screen = await (await OpenAsync(agreement, "")).ClickAsync("Termo do acordo");

        Assert.Contains(agreement.TermSha256, screen.Text, StringComparison.Ordinal);
        var pdf = await screen.Browser.GetAsync($"/acordos/{agreement.Id}/termo.pdf");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        var content = await pdf.Content.ReadAsByteArrayAsync();
        Assert.Equal(agreement.TermSha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)));
    }

    [Fact]
    public async Task The_confirmation_once_paid_leads_to_the_agreement()
    {
        var agreement = await AgreementAsync();
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.LookAsync(charge);

        var screen = await OpenAsync(agreement, "/aceito");

        Assert.Equal($"/acordos/{agreement.Id}", screen.Path);
        Assert.Equal("Em dia", screen.Page.QuerySelector(".tag.ok")!.TextContent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/aceito")]
    [InlineData("/termo")]
    [InlineData("/termo.pdf")]
    [InlineData("/parcelas/1/pagar")]
    [InlineData("/parcelas/1/situacao")]
    [InlineData("/parcelas/1/comprovante")]
    [InlineData("/parcelas/1/comprovante.pdf")]
    public async Task That_of_somebody_else_is_not_found(string page)
    {
        var agreement = await AgreementAsync();
        var stranger = _portal.BrowserOf(new PersonKey(Guid.CreateVersion7()));

        Assert.Equal(HttpStatusCode.NotFound, (await Screen.OpenAsync(stranger, $"/acordos/{agreement.Id}{page}")).Status);
    }

    public void Dispose() => _portal.Dispose();

    private async Task<Agreement> AgreementAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        return await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New()), payments: 3);
    }

    private Task<Screen> OpenAsync(Agreement agreement, string page) =>
        Screen.OpenAsync(_portal.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}{page}");
}
