using System.Text.Json.Nodes;
using Shared.Payments;

namespace Tests.Payments.Pix;

/// <summary>The port over API Pix: what it asks, and what it makes of the answers.</summary>
public sealed class PixPortTests(PixWorld pix) : IClassFixture<PixWorld>, IDisposable
{
    public void Dispose() => pix.MustBeLawful();

    [Fact]
    public async Task A_charge_with_a_due_date_asks_for_fine_and_interest()
    {
        var deal = await pix.DealAsync();
        var charge = pix.NewCharge(deal);
        var terms = new DueTerms(pix.World.Today.AddDays(7), 30, 0.02m, 0.01m);

        var opened = await pix.AskAsync(deal.Creditor, g => g.OpenAsync(deal.Account, PixWorld.OrderFor(charge, terms, TaxId.Parse("11222333000181")), default));
        charge.Learn(opened, Mover.Gateway(MoveCause.Request, pix.World.Clock.GetUtcNow()));
        var asked = deal.Client.Book.Charge(charge.Txid)["asked"]!;

        Assert.Equal("""{"original":"100.00","multa":{"modalidade":2,"valorPerc":"2.00"},"juros":{"modalidade":3,"valorPerc":"1.00"}}""", asked["valor"]!.ToJsonString());
        Assert.Equal("11222333000181", asked["devedor"]!["cnpj"]!.GetValue<string>());
        Assert.Equal($"cobv/{charge.Txid}", charge.GatewayReference);
        Assert.Equal(RemoteStatus.Waiting, (await pix.AskAsync(deal.Creditor, g => g.FindAsync(deal.Account, charge, default))).Status);
    }

    [Fact]
    public async Task A_charge_whose_kind_nobody_noted_is_found_among_both()
    {
        var deal = await pix.DealAsync();
        var charge = pix.NewCharge(deal);
        deal.Client.Trouble("PUT", PspTroubles.DoesAndHangsUp, "cobv");

        var error = await pix.MustFailAsync(deal.Creditor, g => g.OpenAsync(
            deal.Account, PixWorld.OrderFor(charge, new DueTerms(pix.World.Today.AddDays(7), 30, 0, 0)), default));
        var found = await pix.AskAsync(deal.Creditor, g => g.FindAsync(deal.Account, charge, default));
        var nowhere = await pix.MustFailAsync(deal.Creditor, g => g.FindAsync(deal.Account, pix.NewCharge(deal), default));

        Assert.Equal(GatewayErrorKind.Unknown, error.Kind);
        Assert.Equal($"cobv/{charge.Txid}", found.Reference);
        Assert.Equal(GatewayErrorKind.NotFound, nowhere.Kind);
    }

    [Fact]
    public async Task The_parts_of_a_late_payment_are_the_banks()
    {
        var deal = await pix.DealAsync();
        var charge = await OpenAsync(deal, new DueTerms(pix.World.Today.AddDays(7), 30, 0.02m, 0.01m));
        static JsonObject Part(string amount) => new() { ["valor"] = amount };
        deal.Client.Book.Pay(charge.Txid, "102.33", new JsonObject { ["original"] = Part("100.00"), ["multa"] = Part("2.00"), ["juros"] = Part("0.33") });

        var paid = Assert.Single((await pix.AskAsync(deal.Creditor, g => g.FindAsync(deal.Account, charge, default))).Payments);

        Assert.Equal(Money.OfCents(10_233), paid.Amount);
        Assert.Equal(new RemoteParts(Money.OfCents(10_000), Money.OfCents(200), Money.OfCents(33), Money.Zero, Money.Zero), paid.Parts);
    }

    [Fact]
    public async Task Only_we_say_that_a_code_has_expired()
    {
        var deal = await pix.DealAsync();
        var cob = await OpenAsync(deal);
        var cobv = await OpenAsync(deal, new DueTerms(pix.World.Today, 0, 0.02m, 0.01m));
        async Task<RemoteStatus> Of(Charge charge) => (await pix.AskAsync(deal.Creditor, g => g.FindAsync(deal.Account, charge, default))).Status;

        var before = (await Of(cob), await Of(cobv));
        pix.World.Clock.Advance(TimeSpan.FromHours(2));
        var later = await Of(cob);
        pix.World.Clock.Advance(TimeSpan.FromDays(12));

        Assert.Equal((RemoteStatus.Waiting, RemoteStatus.Waiting), before);
        Assert.Equal(RemoteStatus.Expired, later);
        Assert.Equal(RemoteStatus.Expired, await Of(cobv));
        Assert.Equal("ATIVA", deal.Client.Book.Charge(cob.Txid)["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_removal_that_shows_late_is_no_removal_before_it_shows()
    {
        var deal = await pix.DealAsync(tune: client => client.Book.LooksUntilChangesShow = 2);
        var charge = await OpenAsync(deal);

        var asked = await pix.AskAsync(deal.Creditor, g => g.CancelAsync(deal.Account, charge, default));
        var soon = await pix.AskAsync(deal.Creditor, g => g.FindAsync(deal.Account, charge, default));
        var later = await pix.AskAsync(deal.Creditor, g => g.FindAsync(deal.Account, charge, default));

        Assert.Equal((RemoteStatus.Waiting, RemoteStatus.Waiting, RemoteStatus.Cancelled), (asked.Status, soon.Status, later.Status));
        Assert.Equal("""{"status":"REMOVIDA_PELO_USUARIO_RECEBEDOR"}""", deal.Client.Heard.Single(r => r.Method == "PATCH").Body);
    }

    [Fact]
    public async Task A_removal_of_what_was_paid_meanwhile_tells_of_the_money()
    {
        var deal = await pix.DealAsync();
        var charge = await OpenAsync(deal);
        deal.Client.Book.Pay(charge.Txid);

        var standing = await pix.AskAsync(deal.Creditor, g => g.CancelAsync(deal.Account, charge, default));

        Assert.Equal(RemoteStatus.Paid, standing.Status);
        Assert.Single(standing.Payments);
    }

    [Fact]
    public async Task All_that_came_in_is_listed_page_by_page_with_and_without_a_txid()
    {
        var deal = await pix.DealAsync("bb", tune: client => client.ExtraQuery.Add("gw-dev-app-key"));
        var from = pix.World.Clock.GetUtcNow();
        var charge = await OpenAsync(deal);

        for (var i = 0; i < 205; i++)
        {
            deal.Client.Book.Pay(charge.Txid, "1.00");
        }

        var lost = deal.Client.Book.PayWithoutTxid("55.00");
        pix.World.Clock.Advance(TimeSpan.FromDays(9));
        var late = deal.Client.Book.PayWithoutTxid("66.00");
        pix.World.Clock.Advance(TimeSpan.FromSeconds(1));
        List<RemotePayment> all = [];
        string? cursor = null;

        do
        {
            var page = await pix.AskAsync(deal.Creditor, g => g.ListPaymentsAsync(deal.Account, from, pix.World.Clock.GetUtcNow(), cursor, default));
            all.AddRange(page.Payments);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(207, all.Count);
        Assert.Distinct(all.Select(p => p.ExternalId));
        Assert.Equal([lost, late], all.Where(p => p.Txid is null).Select(p => p.ExternalId));
        Assert.All(all.Where(p => p.Txid is not null), p => Assert.Equal(charge.Txid, p.Txid));
    }

    [Fact]
    public async Task Money_goes_back_in_its_own_time_and_once()
    {
        var deal = await pix.DealAsync();
        var charge = await OpenAsync(deal);
        var order = new RefundOrder(Guid.CreateVersion7().ToString("N"), charge, deal.Client.Book.Pay(charge.Txid), Money.OfCents(4_000), "Pago em dobro");
        deal.Client.Trouble("PUT", PspTroubles.DoesAndHangsUp, "pix");

        var unknown = await pix.MustFailAsync(deal.Creditor, g => g.RefundAsync(deal.Account, order, default));
        var again = await pix.AskAsync(deal.Creditor, g => g.RefundAsync(deal.Account, order, default));
        deal.Client.Book.RefusesRepetition = true;
        var oncemore = await pix.AskAsync(deal.Creditor, g => g.RefundAsync(deal.Account, order, default));
        deal.Client.Book.Settle(order.ExternalPaymentId, order.Id, "DEVOLVIDO");
        var done = await pix.AskAsync(deal.Creditor, g => g.FindRefundAsync(deal.Account, order, default));

        Assert.True(unknown.IsUnknown);
        Assert.All([again, oncemore], r => Assert.Equal((order.Id, RemoteRefundStatus.Pending, false), (r.OurId, r.Status, r.IsTaken)));
        Assert.Equal(RemoteRefundStatus.Succeeded, done.Status);
        Assert.Single(deal.Client.Book.Pix(order.ExternalPaymentId)["devolucoes"]!.AsArray());
        Assert.Equal("""{"valor":"40.00","natureza":"ORIGINAL","descricao":"Pago em dobro"}""", deal.Client.Heard.First(r => r.Method == "PUT" && r.Parts[0] == "pix").Body);
    }

    [Fact]
    public async Task A_refund_may_fail_be_too_large_or_too_late()
    {
        var deal = await pix.DealAsync();
        var charge = await OpenAsync(deal);
        var e2e = deal.Client.Book.Pay(charge.Txid);
        RefundOrder Order(long cents) => new(Guid.CreateVersion7().ToString("N"), charge, e2e, Money.OfCents(cents));
        var first = Order(10_000);

        await pix.AskAsync(deal.Creditor, g => g.RefundAsync(deal.Account, first, default));
        var tooLarge = await pix.MustFailAsync(deal.Creditor, g => g.RefundAsync(deal.Account, Order(1), default));
        deal.Client.Book.Settle(e2e, first.Id, "NAO_REALIZADO", "Sem saldo");
        var failed = await pix.AskAsync(deal.Creditor, g => g.FindRefundAsync(deal.Account, first, default));
        pix.World.Clock.Advance(TimeSpan.FromDays(91));
        var tooLate = await pix.MustFailAsync(deal.Creditor, g => g.RefundAsync(deal.Account, Order(100), default));

        Assert.Equal((RemoteRefundStatus.Failed, "Sem saldo"), (failed.Status, failed.Reason));
        Assert.Equal(GatewayErrorKind.NotRefundable, tooLarge.Kind);
        Assert.Equal(GatewayErrorKind.RefundWindowClosed, tooLate.Kind);
    }

    [Fact]
    public async Task Money_that_the_bank_takes_back_is_told_from_what_we_give_back()
    {
        var deal = await pix.DealAsync();
        var charge = await OpenAsync(deal);
        var e2e = deal.Client.Book.Pay(charge.Txid);
        var ours = new RefundOrder(Guid.CreateVersion7().ToString("N"), charge, e2e, Money.OfCents(100));
        await pix.AskAsync(deal.Creditor, g => g.RefundAsync(deal.Account, ours, default));
        deal.Client.Book.Take(e2e, "50.00");
        deal.Client.Book.Take(e2e, "1.00", "ORIGINAL");

        var refunds = Assert.Single((await pix.AskAsync(deal.Creditor, g => g.FindAsync(deal.Account, charge, default))).Payments).Refunds;

        Assert.Equal([false, true, true], refunds.Select(r => r.IsTaken));
        Assert.Equal([ours.Id, null, null], refunds.Select(r => r.OurId));
        Assert.Equal(Money.OfCents(5_000), refunds[1].Amount);
    }

    private async Task<Charge> OpenAsync(PixDeal deal, DueTerms? terms = null)
    {
        var charge = pix.NewCharge(deal);
        charge.Learn(await pix.AskAsync(deal.Creditor, g => g.OpenAsync(deal.Account, PixWorld.OrderFor(charge, terms), default)), Mover.Gateway(MoveCause.Request, pix.World.Clock.GetUtcNow()));
        return charge;
    }
}
