using System.Security.Cryptography;
using Shared.Agreements;
using Shared.Debts;
using Shared.Documents;
using Shared.Offers;

namespace Tests.Agreements;

public class AcceptOfferTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Turns_the_debt_into_an_agreement()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor, principal: Money.OfCents(100_000));
        await world.PolicyAsync(creditor);

        var agreement = await world.AgreementAsync(debt, payments: 3);

        var instalments = await world.SeeAsync(creditor, db => db.Instalments.OrderBy(i => i.Number).ToListAsync());
        Assert.Equal([1, 2, 3], instalments.Select(i => i.Number));
        Assert.Equal(agreement.Total, instalments.Select(i => i.Amount).Total());
        Assert.Equal(debt.BalanceOn(world.Today, IndexTable.Empty).Total, agreement.Total);
        Assert.Equal(DebtStatus.UnderAgreement, await world.SeeAsync(creditor, db => db.Debts.Select(d => d.Status).SingleAsync()));
        Assert.Equal(AgreementStatus.Accepted, agreement.Status);
        Assert.Contains("AgreementAccepted", await world.SeeAsync(creditor, db => db.Events.Select(e => e.Name).ToListAsync()));
    }

    [Fact]
    public async Task Keeps_the_paper_that_was_agreed_byte_for_byte()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor);
        await world.PolicyAsync(creditor);

        var agreement = await world.AgreementAsync(debt);

        var paper = await world.SeeAsync(creditor, db => db.Documents.SingleAsync(d => d.Subject == agreement.Id.Value));
        Assert.Equal(agreement.TermSha256, Convert.ToHexStringLower(SHA256.HashData(paper.Open(world.Vault))));
        Assert.Equal("%PDF-", System.Text.Encoding.ASCII.GetString(paper.Open(world.Vault)[..5]));
        Assert.Equal("200.147.3.9", AgreementEvidence.Open(agreement, world.Vault).ClientAddress);
    }

    [Fact]
    public async Task Two_browsers_at_once_make_one_agreement()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor);
        await world.PolicyAsync(creditor);
        var quotes = await world.OffersAsync(debt);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => world.AcceptAsync(quotes[i % quotes.Count])));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        Assert.All(outcomes.Where(o => !o.Succeeded(out _, out _)), o => Assert.Equal(AcceptOffer.Taken, RefusalOf(o)));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Agreements.CountAsync()));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.AgreementDebts.CountAsync()));
    }

    [Fact]
    public async Task Honours_what_was_shown_until_its_date_though_interest_ran()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor);
        await world.PolicyAsync(creditor);
        var quote = (await world.OffersAsync(debt))[0];

        world.Clock.Advance(TimeSpan.FromDays(OfferQuote.ValidDays));
        var agreement = await World.MustAsync(world.AcceptAsync(quote));

        Assert.Equal(quote.Terms.Total, agreement.Total);
        Assert.NotEqual(debt.BalanceOn(world.Today, IndexTable.Empty).Total, quote.Terms.Balance.Total);
    }

    [Fact]
    public async Task Refuses_an_offer_whose_date_has_passed()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor);
        await world.PolicyAsync(creditor);
        var quote = (await world.OffersAsync(debt))[0];

        world.Clock.Advance(TimeSpan.FromDays(OfferQuote.ValidDays + 1));

        Assert.Equal(AcceptOffer.Expired, await World.MustRefuseAsync(world.AcceptAsync(quote)));
    }

    [Fact]
    public async Task Nobody_accepts_for_somebody_else()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor);
        await world.PolicyAsync(creditor);
        var quote = (await world.OffersAsync(debt))[0];
        var joao = world.Vault.PersonOf(World.Joao, creditor.Mode);

        var refusal = await World.MustRefuseAsync(world.DoAsync(joao, (AcceptOffer accept) =>
            accept.ExecuteAsync(new(quote.Id, new AcceptanceEvidence("", "", "")), Actor.Debtor(joao))));

        Assert.Equal(AcceptOffer.NotFound, refusal);
    }

    private static Refusal? RefusalOf(Outcome<Agreement> outcome) => outcome.Succeeded(out _, out var refusal) ? null : refusal;
}
