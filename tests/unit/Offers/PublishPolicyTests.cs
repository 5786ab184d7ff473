using Shared.Offers;

namespace Tests.Offers;

public class PublishPolicyTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Publishing_the_next_one_retires_the_one_in_force()
    {
        var creditor = await world.CreditorAsync();
        var first = await DraftAsync(creditor);
        var second = await DraftAsync(creditor);

        // In either order of age: an older draft may well be published last.
        await World.MustAsync(PublishAsync(creditor, second));
        await World.MustAsync(PublishAsync(creditor, first));

        Assert.Equal(
            [(first.Id, PolicyStatus.Published), (second.Id, PolicyStatus.Retired)],
            await world.SeeAsync(creditor, async db => (await db.OfferPolicies.OrderBy(p => p.Number).ToListAsync()).Select(p => (p.Id, p.Status)).ToList()));
    }

    [Fact]
    public async Task Two_published_at_the_same_moment_leave_one_in_force()
    {
        var creditor = await world.CreditorAsync();
        var drafts = new List<OfferPolicy>();

        for (var i = 0; i < 4; i++)
        {
            drafts.Add(await DraftAsync(creditor));
        }

        var outcomes = await Task.WhenAll(drafts.Select(d => PublishAsync(creditor, d)));

        Assert.Contains(outcomes, o => o.Succeeded(out _, out _));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.OfferPolicies.CountAsync(p => p.Status == PolicyStatus.Published)));
    }

    [Fact]
    public async Task What_was_published_never_changes()
    {
        var creditor = await world.CreditorAsync();
        var draft = await DraftAsync(creditor);
        await World.MustAsync(PublishAsync(creditor, draft));

        var refusal = await World.MustRefuseAsync(world.DoAsync(creditor, (ReviseDraft revise) =>
            revise.ExecuteAsync(new(draft.Id, "Outra", World.PolicyOf(), null, null), Actor.System("test"))));

        Assert.Equal(ReviseDraft.NotDraft, refusal);
    }

    [Fact]
    public async Task A_policy_beyond_the_guards_is_refused_flaw_by_flaw()
    {
        var creditor = await world.CreditorAsync();
        var document = new PolicyDocument
        {
            Rules =
            [
                new PolicyRule
                {
                    Id = "sem espaços por favor",
                    Terms =
                    [
                        new PolicyTerms
                        {
                            Id = "p",
                            Form = PaymentForm.Instalments,
                            Instalments = new CountRange(5, 2),
                            MonthlyRate = Percent.Parse("2.00"),
                            Discount = new DiscountRates { Principal = Percent.Parse("95.00") },
                        },
                    ],
                },
            ],
        };

        var refusal = await World.MustRefuseAsync(world.DoAsync(creditor, (DraftPolicy draft) =>
            draft.ExecuteAsync(new(creditor.Id, "Fora", document, null, null), Actor.System("test"))));

        Assert.Equal("policy-invalid", refusal.Code);
        Assert.All(
            ["rules[0].id", "rules[0].terms[0].instalments", "rules[0].terms[0].monthlyRate", "rules[0].terms[0].discount.principal"],
            path => Assert.Contains("document." + path, refusal.Errors!.Keys));
    }

    private async Task<OfferPolicy> DraftAsync(Creditor creditor) => await World.MustAsync(world.DoAsync(creditor, (DraftPolicy draft) =>
        draft.ExecuteAsync(new(creditor.Id, "Campanha", World.PolicyOf(), null, null), Actor.System("test"))));

    private Task<Outcome<OfferPolicy>> PublishAsync(Creditor creditor, OfferPolicy policy) => world.DoAsync(creditor, (PublishPolicy publish) =>
        publish.ExecuteAsync(policy.Id, Actor.System("test")));
}
