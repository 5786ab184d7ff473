using System.Net;
using Shared.Agreements;
using Shared.Payments;
using static Tests.Documents.PdfText;

namespace Tests.Pages;

/// <summary>A boleto of the sandbox bank: on the screen, on paper, paid there.</summary>
public sealed class SandboxBoletoTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Shown_printed_and_paid_it_settles_and_is_printed_no_more()
    {
        var (creditor, agreement) = await DealAsync();
        var screen = await OpenAsync(agreement, "boleto");
        var line = screen.Page.QuerySelector("textarea")!.TextContent;
        Assert.True(BoletoCode.TryParse(line, out var code));
        Assert.Contains("SEM VALOR", screen.Text, StringComparison.Ordinal);

        using var pdf = await screen.Browser.GetAsync(Pdf(agreement));
        var text = TextOf(await pdf.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/pdf", $"boleto-{agreement.Number}-1.pdf"), (pdf.Content.Headers.ContentType!.MediaType, pdf.Content.Headers.ContentDisposition!.FileName));
        Assert.All([line, code.Amount.ToString(), "SEM VALOR", $"Acordo {agreement.Number}, parcela 1 de 1", code.FreeField[3..14]], said => Assert.Contains(said, text, StringComparison.Ordinal));
        Assert.True(pdf.Headers.CacheControl!.NoStore);

        await screen.PressAsync("Simular pagamento");
        var charge = await world.SeeAsync(creditor, db => db.Charges.SingleAsync(c => c.Method == PaymentMethod.Boleto));
        await world.LookAsync(creditor, charge);
        using var gone = await screen.Browser.GetAsync(Pdf(agreement));

        Assert.Equal(AgreementStatus.Settled, (await world.AgreementNowAsync(agreement)).Status);
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        Assert.Equal("/acordos/" + agreement.Id + "/parcelas/1/boleto", gone.Headers.Location!.ToString());
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Nobody_elses_and_none_that_was_not_asked_for()
    {
        var (_, agreement) = await DealAsync();
        var (_, others) = await DealAsync();
        var screen = await OpenAsync(agreement, "pagar");

        using var unasked = await screen.Browser.GetAsync(Pdf(agreement));
        using var another = await screen.Browser.GetAsync(Pdf(others));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.NotFound), (unasked.StatusCode, another.StatusCode));
    }

    [Fact]
    public async Task Asked_for_again_it_is_the_same_boleto_and_a_pix_takes_it_back()
    {
        var (creditor, agreement) = await DealAsync();
        var first = (await OpenAsync(agreement, "boleto")).Page.QuerySelector("textarea")!.TextContent;
        var second = (await OpenAsync(agreement, "boleto")).Page.QuerySelector("textarea")!.TextContent;
        var pix = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(pix);
        await world.LookAsync(creditor, pix);
        await world.RunJobsAsync();

        var boleto = await world.SeeAsync(creditor, db => db.Charges.SingleAsync(c => c.Method == PaymentMethod.Boleto));
        Assert.Equal(first, second);
        Assert.Equal(ChargeStatus.CancelRequested, boleto.Status);
        await world.ProveAsync(creditor);
    }

    [Fact]
    public async Task Paid_all_the_same_it_is_the_debtors_credit()
    {
        var (creditor, agreement) = await DealAsync();
        await OpenAsync(agreement, "boleto");
        var boleto = await world.SeeAsync(creditor, db => db.Charges.SingleAsync(c => c.Method == PaymentMethod.Boleto));
        var pix = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(pix);
        await world.LookAsync(creditor, pix);
        await world.RunJobsAsync();

        await World.MustAsync(world.DoAsync(agreement.PersonKey, (PayInSandbox pay) => pay.ExecuteAsync(new(boleto.Id, null))));
        await world.LookAsync(creditor, boleto);

        var flags = await world.SeeAsync(creditor, db => db.Payments.Where(p => p.ChargeId == boleto.Id).Select(p => p.Flags).SingleAsync());
        Assert.Equal(PaymentFlags.Duplicate | PaymentFlags.AfterCancel, flags);
        Assert.Equal(-boleto.Amount.Cents, (await world.LedgerAsync(creditor))[Shared.Ledger.Account.DebtorCredit]);
        await world.ProveAsync(creditor);
    }

    private static Uri Pdf(Agreement agreement) => new($"/acordos/{agreement.Id}/parcelas/1/boleto.pdf", UriKind.Relative);

    private async Task<(Creditor Creditor, Agreement Agreement)> DealAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.BankAsync(creditor);
        await world.PolicyAsync(creditor);
        return (creditor, await world.AgreementAsync(await world.DebtAsync(creditor, of: Cpfs.New())));
    }

    private Task<Screen> OpenAsync(Agreement agreement, string page) =>
        Screen.OpenAsync(world.Site.BrowserOf(agreement.PersonKey), $"/acordos/{agreement.Id}/parcelas/1/{page}");
}
