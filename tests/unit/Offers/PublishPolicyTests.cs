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

    [Theory]
    [InlineData("update offer_policies set document = '[]' where creditor_id = {0}")]
    [InlineData("update offer_policies set valid_until = null, name = 'Outra' where creditor_id = {0}")]
    [InlineData("update offer_policies set status = 'Draft' where creditor_id = {0}")]
    [InlineData("delete from offer_policies where creditor_id = {0}")]
    public async Task The_database_itself_refuses_to_change_what_was_published(string change)
    {
        var creditor = await world.CreditorAsync();
        await World.MustAsync(PublishAsync(creditor, await DraftAsync(creditor)));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => world.SeeAsync(creditor, async db =>
            await db.Database.ExecuteSqlRawAsync(change, creditor.Id.Value)));

        Assert.Equal("PR001", (failure as Npgsql.PostgresException ?? failure.InnerException as Npgsql.PostgresException)?.SqlState);
    }

    [Fact]
    public async Task Two_rules_that_would_decide_the_same_debt_are_refused_with_such_a_debt()
    {
        var creditor = await world.CreditorAsync();
        var document = World.PolicyOf();
        var twin = document with { Rules = [document.Rules[0], document.Rules[0] with { Id = "antigas", When = new PolicyConditions { DaysOverdue = new NumberRange(400) } }] };

        var refusal = await World.MustRefuseAsync(world.DoAsync(creditor, (DraftPolicy draft) =>
            draft.ExecuteAsync(new(creditor.Id, "Dupla", twin, null, null), Actor.System("test"))));

        Assert.Equal("policy-rules-overlap", refusal.Code);
        Assert.Contains("'todos' e 'antigas'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("400 dias", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["document.rules[1].priority"], refusal.Errors!.Keys);
    }

    [Fact]
    public async Task A_draft_is_read_again_under_the_guards_of_the_day_it_is_published()
    {
        var creditor = await world.CreditorAsync();
        var draft = await World.MustAsync(world.DoAsync(creditor, (DraftPolicy d) =>
            d.ExecuteAsync(new(creditor.Id, "Campanha", WithPrincipalOff("40.00"), null, null), Actor.System("test"))));
        await world.SeeAsync(creditor, db => db.Database.ExecuteSqlAsync($"update creditor_profiles set max_discount_rate = 0.3 where creditor_id = {creditor.Id.Value}"));

        var refusal = await World.MustRefuseAsync(PublishAsync(creditor, draft));

        Assert.Equal(["document.rules[0].terms[0].discount.principal"], refusal.Errors!.Keys);
    }

    private static PolicyDocument WithPrincipalOff(string percent)
    {
        var rule = World.PolicyOf().Rules[0];
        return new PolicyDocument { Rules = [rule with { Terms = [rule.Terms[0] with { Discount = new DiscountRates { Principal = Percent.Parse(percent) } }] }] };
    }

    private async Task<OfferPolicy> DraftAsync(Creditor creditor) => await World.MustAsync(world.DoAsync(creditor, (DraftPolicy draft) =>
        draft.ExecuteAsync(new(creditor.Id, "Campanha", World.PolicyOf(), null, null), Actor.System("test"))));

    private Task<Outcome<OfferPolicy>> PublishAsync(Creditor creditor, OfferPolicy policy) => world.DoAsync(creditor, (PublishPolicy publish) =>
        publish.ExecuteAsync(policy.Id, Actor.System("test")));
}
