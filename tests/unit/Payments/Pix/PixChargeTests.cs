using System.Text.Json.Nodes;
using Shared.Agreements;
using Shared.Ledger;
using Shared.Payments;

namespace Tests.Payments.Pix;

/// <summary>From the code to the books, through the verbs that the portal and the worker call.</summary>
public sealed class PixChargeTests(PixWorld pix) : IClassFixture<PixWorld>, IDisposable
{
    private readonly World _world = pix.World;

    public void Dispose() => pix.MustBeLawful();

    [Fact]
    public async Task A_code_is_made_paid_and_settled_to_the_cent()
    {
        var deal = await pix.DealAsync();

        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        await _world.RunJobsAsync();
        var e2e = deal.Client.Book.Pay(charge.Txid);
        var heard = await pix.PostAsync(deal.Client, new JsonObject { ["pix"] = new JsonArray(deal.Client.Book.Pix(e2e).DeepClone()) }.ToJsonString());
        await _world.RunJobsAsync();

        Assert.Equal(System.Net.HttpStatusCode.OK, heard.StatusCode);
        Assert.Equal($"00020126-code-of-{charge.Txid}", charge.PixCode);
        var asked = deal.Client.Book.Charge(charge.Txid)["asked"]!;
        Assert.Equal(charge.Amount.ToWire(), asked["valor"]!["original"]!.GetValue<string>());
        Assert.Equal("52998224725", asked["devedor"]!["cpf"]!.GetValue<string>());
        Assert.Equal((int)(charge.ExpiresAt - charge.CreatedAt).TotalSeconds, asked["calendario"]!["expiracao"]!.GetValue<int>());
        Assert.Equal(AgreementStatus.Settled, await _world.SeeAsync(deal.Creditor, db => db.Agreements.Select(a => a.Status).SingleAsync()));
        var payment = await _world.SeeAsync(deal.Creditor, db => db.Payments.SingleAsync());
        Assert.Equal((e2e, charge.Amount), (payment.ExternalId, payment.Amount));
        Assert.Equal(
            new Dictionary<Account, long> { [Account.GatewayClearing] = charge.Amount.Cents, [Account.CreditorPayable] = -charge.Amount.Cents },
            await _world.LedgerAsync(deal.Creditor));
    }

    [Fact]
    public async Task Where_the_PSP_gives_no_code_we_build_it_from_its_location()
    {
        var deal = await pix.DealAsync(tune: client => client.Book.GivesCode = false);

        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));

        var code = BrCode.Parse(charge.PixCode!);
        Assert.Equal($"pix.example.com/qr/v2/cob/{charge.Txid}", code.Location);
        Assert.Equal(("Loja Azul", "Sao Paulo"), (code.ReceiverName, code.ReceiverCity));
    }

    [Theory]
    [InlineData("fails")]
    [InlineData("hangs up")]
    [InlineData("is slow")]
    public async Task A_charge_that_was_made_without_a_word_is_found_and_not_made_again(string how)
    {
        var deal = await pix.DealAsync();
        deal.Client.Trouble("PUT", how switch { "fails" => PspTroubles.DoesAndFails, "hangs up" => PspTroubles.DoesAndHangsUp, _ => PspTroubles.DoesAndIsSlow }, "cob");

        var refused = await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement));
        var unknown = await _world.SeeAsync(deal.Creditor, db => db.Charges.SingleAsync());
        await _world.RunJobsAsync(TimeSpan.FromMinutes(2));
        var known = await _world.SeeAsync(deal.Creditor, db => db.Charges.SingleAsync());

        Assert.Equal(OpenCharge.Down, refused);
        Assert.Equal(ChargeStatus.Unknown, unknown.Status);
        Assert.Equal(ChargeStatus.Waiting, known.Status);
        Assert.Equal(1, deal.Client.Book.Charges);
        Assert.Equal(known.Id, (await World.MustAsync(_world.ChargeAsync(deal.Agreement))).Id);
    }

    [Fact]
    public async Task A_request_that_is_made_again_meets_its_first_one_even_where_the_PSP_refuses_repetition()
    {
        var deal = await pix.DealAsync("efi", tune: client => (client.IsOddInItsAnswers, client.GivesAllScopes, client.Book.RefusesRepetition) = (true, true, true));
        deal.Client.Trouble("PUT", PspTroubles.DoesAndFails, "cob");

        await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement));
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));

        Assert.Equal(ChargeStatus.Waiting, charge.Status);
        Assert.NotNull(charge.PixCode);
        Assert.Equal(1, deal.Client.Book.Charges);
    }

    [Fact]
    public async Task A_charge_paid_before_the_repetition_is_not_called_refused()
    {
        var deal = await pix.DealAsync();
        deal.Client.Trouble("PUT", PspTroubles.DoesAndHangsUp, "cob");
        await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement));
        var txid = (await _world.SeeAsync(deal.Creditor, db => db.Charges.SingleAsync())).Txid;
        deal.Client.Book.Pay(txid);

        Assert.Equal(OpenCharge.Confirming, await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement)));
        await _world.RunJobsAsync();

        Assert.Equal(1, await _world.SeeAsync(deal.Creditor, db => db.Payments.CountAsync()));
    }

    [Fact]
    public async Task The_next_account_is_tried_where_the_first_says_no()
    {
        var deal = await pix.DealAsync();
        var second = pix.Psp.NewClient();
        var other = await pix.AccountAsync(deal.Creditor, pix.Setup(second), priority: 2);
        deal.Client.Book.Keys.Clear();

        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));

        Assert.Equal(other.Id, charge.GatewayAccountId);
        Assert.Equal((0, 1), (deal.Client.Book.Charges, second.Book.Charges));
        var refused = await _world.SeeAsync(deal.Creditor, db => db.Charges.SingleAsync(c => c.Status == ChargeStatus.Rejected));
        Assert.Equal("CobOperacaoInvalida", refused.FailureCode);
    }

    [Fact]
    public async Task No_other_account_is_tried_where_nobody_can_say()
    {
        var deal = await pix.DealAsync();
        var second = pix.Psp.NewClient();
        await pix.AccountAsync(deal.Creditor, pix.Setup(second), priority: 2);
        deal.Client.Trouble("PUT", PspTroubles.Says(502, "<html>Bad gateway</html>", "text/html"), "cob");

        Assert.Equal(OpenCharge.Down, await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement)));

        Assert.Equal(0, second.Book.Charges);
    }

    [Fact]
    public async Task Refused_credentials_shut_the_account_once_and_say_so()
    {
        var deal = await pix.DealAsync();
        deal.Client.Secret = "changed at the bank";
        deal.Client.RevokeTokens();

        Assert.Equal(OpenCharge.Refused, await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement)));
        await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement));
        await _world.RunJobsAsync();

        Assert.NotNull((await pix.ReadAsync(deal.Account)).LockedOutAt);
        Assert.Equal(OpenCharge.NoGateway, await World.MustRefuseAsync(_world.ChargeAsync(deal.Agreement)));
        Assert.Equal(1, await _world.SeeAsync(deal.Creditor, db => db.Events.CountAsync(e => e.Name == nameof(GatewayAccountLockedOut))));
        Assert.Equal(1, await _world.SeeAsync(deal.Creditor, db => db.Set<Shared.Support.Case>().CountAsync(c => c.Kind == Shared.Support.CaseKind.GatewayAccount)));
    }

    [Fact]
    public async Task A_code_paid_after_it_expired_is_booked()
    {
        var deal = await pix.DealAsync();
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));

        await _world.RunJobsAsync(TimeSpan.FromHours(14));
        var expired = await _world.SeeAsync(deal.Creditor, db => db.Charges.SingleAsync());
        var there = deal.Client.Book.Charge(charge.Txid)["status"]!.GetValue<string>();
        deal.Client.Book.Pay(charge.Txid);
        await _world.LookAsync(deal.Creditor, charge);

        Assert.Equal(("ATIVA", ChargeStatus.Expired), (there, expired.Status));
        Assert.Equal(1, await _world.SeeAsync(deal.Creditor, db => db.Payments.CountAsync()));
    }

    [Fact]
    public async Task Money_that_is_told_of_among_the_Pix_alone_is_found()
    {
        var deal = await pix.DealAsync(tune: client => client.Book.HidesPixOfCharges = true);
        var charge = await World.MustAsync(_world.ChargeAsync(deal.Agreement));
        deal.Client.Book.Pay(charge.Txid);

        await _world.LookAsync(deal.Creditor, charge);

        Assert.Equal(charge.Amount, await _world.SeeAsync(deal.Creditor, db => db.Payments.Select(p => p.Amount).SingleAsync()));
    }
}
