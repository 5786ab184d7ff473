using System.Security.Cryptography;
using Shared.Agreements;
using Shared.Debts;
using Shared.Documents;
using Shared.Offers;
using Shared.Payments;
using Tests.Documents;

namespace Tests.Agreements;

public sealed class ShowReceiptTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task An_unpaid_instalment_has_no_receipt()
    {
        var (shop, agreement) = await AgreementAsync(paid: 0);

        var outcome = await world.DoAsync(shop, (ShowReceipt show) => show.ExecuteAsync(agreement.Id, 1));

        Assert.False(outcome.Succeeded(out _, out var refusal));
        Assert.Equal(ShowReceipt.NotPaid, refusal);
    }

    [Fact]
    public async Task Somebody_else_finds_no_receipt()
    {
        var (_, agreement) = await AgreementAsync(paid: 1);
        var stranger = world.Vault.PersonOf(World.Joao, CreditorMode.Test);

        var outcome = await world.DoAsync(stranger, (ShowReceipt show) => show.ExecuteAsync(agreement.Id, 1));

        Assert.False(outcome.Succeeded(out _, out var refusal));
        Assert.Equal(ShowReceipt.NotFound, refusal);
    }

    [Fact]
    public async Task Many_askers_at_once_hold_the_same_paper()
    {
        var (shop, agreement) = await AgreementAsync(paid: 1);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? world.DoAsync(agreement.PersonKey, (ShowReceipt show) => show.ExecuteAsync(agreement.Id, 1))
            : world.DoAsync(shop, (ShowReceipt show) => show.ExecuteAsync(agreement.Id, 1))));

        var papers = outcomes.Select(outcome => outcome.Succeeded(out var paper, out _) ? paper : null).ToList();
        Assert.Single(papers.Select(paper => paper!.Sha256).Distinct());
        Assert.All(papers, paper => Assert.Equal(paper!.Sha256, Convert.ToHexStringLower(SHA256.HashData(paper.Content))));
        Assert.Equal($"comprovante-{agreement.Number}-1.pdf", papers[0]!.FileName);
        Assert.Equal(1, await world.SeeAsync(shop, db => db.Documents.CountAsync()));
    }

    [Fact]
    public async Task A_term_is_the_one_that_was_kept()
    {
        var (shop, agreement) = await AgreementAsync(paid: 0);
        var kept = Document.Of(world.Vault, shop.Id, agreement.PersonKey, DocumentKind.AgreementTerm, agreement.Id.Value, [1, 2, 3], world.Clock.GetUtcNow());
        await world.SaveAsync(kept);

        var outcome = await world.DoAsync(agreement.PersonKey, (ShowTerm show) => show.ExecuteAsync(agreement.Id));

        Assert.True(outcome.Succeeded(out var paper, out _));
        Assert.Equal([1, 2, 3], paper.Content);
        Assert.Equal(kept.Sha256, paper.Sha256);
    }

    private async Task<(Creditor Shop, Agreement Agreement)> AgreementAsync(int paid)
    {
        var shop = await world.CreditorAsync();
        var debt = await world.DebtAsync(shop);
        var policy = await world.PolicyAsync(shop);
        var agreement = AgreementOn(debt, policy.Id, shop);
        var account = new GatewayAccount
        {
            CreditorId = shop.Id,
            Gateway = GatewayName.Sandbox,
            Name = "Banco de testes",
            Priority = 1,
            Mode = CreditorMode.Live,
            Methods = [PaymentMethod.Pix],
            BeneficiaryName = "LOJA AZUL",
            BeneficiaryCity = "SAO PAULO",
            SealedSecrets = [],
        };
        await world.SaveAsync(agreement, account);

        foreach (var payment in agreement.Terms.Payments)
        {
            var instalment = new Instalment
            {
                CreditorId = shop.Id,
                PersonKey = debt.PersonKey,
                AgreementId = agreement.Id,
                Number = payment.Number,
                Amount = payment.Amount,
                Interest = payment.Interest,
                DueOn = payment.DueOn,
            };

            if (payment.Number <= paid)
            {
                await SavePaymentAsync(agreement.Terms, instalment, account);
            }
            else
            {
                await world.SaveAsync(instalment);
            }
        }

        return (shop, agreement);
    }

    private async Task SavePaymentAsync(OfferTerms terms, Instalment instalment, GatewayAccount account)
    {
        var charge = new Charge
        {
            CreditorId = instalment.CreditorId,
            PersonKey = instalment.PersonKey,
            GatewayAccountId = account.Id,
            Method = PaymentMethod.Pix,
            Amount = instalment.Amount,
            Purpose = InstalmentPurpose.Of(instalment.Id),
            ExpiresAt = world.Clock.GetUtcNow(),
            CreatedAt = world.Clock.GetUtcNow(),
        };
        await world.SaveAsync(charge);
        var payment = new Payment
        {
            CreditorId = charge.CreditorId,
            PersonKey = charge.PersonKey,
            GatewayAccountId = account.Id,
            ChargeId = charge.Id,
            ExternalId = $"E{charge.Id.Value:N}",
            Amount = instalment.Amount,
            PaidAt = world.Clock.GetUtcNow(),
            LearntAt = world.Clock.GetUtcNow(),
        };
        await world.SaveAsync(payment);
        await world.SaveAsync(instalment.Receive(new(payment.Id, payment.Amount, payment.PaidAt), terms, [])!, instalment);
    }

    private Agreement AgreementOn(Debt debt, Id<OfferPolicy> policy, Creditor shop) => new()
    {
        CreditorId = shop.Id,
        PersonKey = debt.PersonKey,
        DebtorId = debt.DebtorId,
        PolicyId = policy,
        QuoteId = Id<OfferQuote>.New(),
        Number = $"2026-{Guid.CreateVersion7().ToString("N")[^8..].ToUpperInvariant()}",
        Terms = Papers.Terms(),
        Total = Papers.Terms().Total,
        AcceptedAt = world.Clock.GetUtcNow(),
        SealedEvidence = [],
        TermSha256 = "",
    };
}
