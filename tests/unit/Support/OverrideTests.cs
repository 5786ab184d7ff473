using Shared.Agreements;
using Shared.Debts;
using Shared.Ledger;
using Shared.Offers;
using Shared.Staff;
using Shared.Support;

namespace Tests.Support;

public sealed class OverrideTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Within_their_own_authority_an_offer_stands_at_once()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await world.StaffAsync(creditor, mostRate: 0.5m, mostCents: 60_000);

        var made = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000, instalments: 3));

        Assert.Equal((OverrideStatus.Approved, false, null), (made.Status, made.NeedsApproval, made.DecidedBy));
        var quote = Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff));
        Assert.Equal((made.QuoteId, world.Today.AddDays(3), 3), (quote.Id, quote.ValidUntil, quote.Terms.Payments.Count));
        Assert.Equal(Money.OfCents(60_000), quote.Terms.Total);
        Assert.Equal("Perdeu o emprego.", made.Note(world.Vault));
        Assert.Empty(await world.SeeAsync(creditor, db => db.Cases.ToListAsync()));
    }

    [Fact]
    public async Task An_approved_offer_is_accepted_and_paid_and_the_ledger_agrees()
    {
        var (creditor, debt) = await DebtAsync();
        await world.BankAsync(creditor);
        var (ana, chefe) = await TwoAsync(creditor);
        var asked = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 55_000));
        await World.MustAsync(ApproveAsync(creditor, asked, chefe));

        var agreement = await World.MustAsync(world.AcceptAsync(Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff))));
        var charge = await World.MustAsync(world.ChargeAsync(agreement));
        await world.PayAsync(charge);
        await world.LookAsync(creditor, charge);

        Assert.Equal(Money.OfCents(55_000), agreement.Total);
        Assert.Equal(DebtStatus.Settled, (await world.SeeAsync(creditor, db => db.Debts.SingleAsync(d => d.Id == debt.Id))).Status);
        var ledger = await world.LedgerAsync(creditor);
        Assert.Equal((55_000, -55_000), (ledger[Account.GatewayClearing], ledger[Account.CreditorPayable]));
    }

    [Fact]
    public async Task A_plan_with_interest_says_what_it_costs()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await world.StaffAsync(creditor, mostRate: 0.5m, mostCents: 60_000);
        var plan = new CustomPlan { ToPay = Money.OfCents(80_000), DownPayment = Money.OfCents(10_000), Instalments = 10, MonthlyRate = Percent.Parse("1.00"), Day = 8 };

        await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 0, plan: plan));

        var terms = Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff)).Terms;
        Assert.Equal((Money.OfCents(80_000), 11, 0.01m), (terms.Financed, terms.Payments.Count, terms.MonthlyRate));
        Assert.Equal(terms.Total, terms.Financed + terms.Payments.Select(p => p.Interest).Total());
        Assert.True(terms.CetYearly > 0.10m);
        Assert.All(terms.Payments.Skip(1), p => Assert.Equal(8, p.DueOn.Day));
    }

    [Fact]
    public async Task Above_it_nothing_is_offered_until_somebody_else_says_yes()
    {
        var (creditor, debt) = await DebtAsync();
        var (ana, chefe) = await TwoAsync(creditor);

        var asked = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));

        Assert.Equal((OverrideStatus.Pending, true), (asked.Status, asked.NeedsApproval));
        Assert.Empty(await world.QuotesAsync(debt, QuoteOrigin.Staff));
        var opened = Assert.Single(await world.SeeAsync(creditor, db => db.Cases.ToListAsync()));
        Assert.Equal((CaseKind.Override, asked.Id.Value), (opened.Kind, opened.Subject));
        Assert.Equal(ApproveOverride.OwnRequest, await World.MustRefuseAsync(ApproveAsync(creditor, asked, ana)));

        world.Clock.Advance(TimeSpan.FromDays(1));
        var approved = await World.MustAsync(ApproveAsync(creditor, asked, chefe));

        Assert.Equal((OverrideStatus.Approved, chefe.Id), (approved.Status, approved.DecidedBy.ToString()));
        var quote = Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff));
        Assert.Equal((world.Today, world.Today.AddDays(3)), (quote.ShownOn, quote.ValidUntil));
        Assert.True(quote.Terms.Balance.Total > asked.Terms.Balance.Total, "It is priced as of the day it is offered.");
        Assert.Equal(CaseResolution.Granted, Assert.Single(await world.SeeAsync(creditor, db => db.Cases.ToListAsync())).Resolution);
    }

    [Fact]
    public async Task Who_asked_never_decides_however_much_they_may()
    {
        var (creditor, debt) = await DebtAsync();
        var (ana, chefe) = await TwoAsync(creditor);
        var asked = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));
        await World.MustAsync(world.DoAsync(creditor, (EntrustStaff entrust) => entrust.ExecuteAsync(new(Id<StaffUser>.Parse(ana.Id), new(0.9m, Money.OfCents(900_000))), chefe)));

        Assert.Equal(ApproveOverride.OwnRequest, await World.MustRefuseAsync(ApproveAsync(creditor, asked, ana)));
        Assert.Equal(ApproveOverride.OwnRequest, await World.MustRefuseAsync(RefuseAsync(creditor, asked, ana)));
        var forced = await Assert.ThrowsAnyAsync<Exception>(() => world.DoAsync(creditor, (AppDb db) =>
            db.Database.ExecuteSqlAsync($"update overrides set decided_by = requested_by where id = {asked.Id.Value}")));
        Assert.Equal("23514", Assert.IsType<Npgsql.PostgresException>(forced).SqlState);
        var alone = await Assert.ThrowsAnyAsync<Exception>(() => world.DoAsync(creditor, (AppDb db) =>
            db.Database.ExecuteSqlAsync($"update overrides set status = 'Approved', quote_id = (select id from offer_quotes limit 1) where id = {asked.Id.Value}")));
        Assert.Equal("23514", Assert.IsType<Npgsql.PostgresException>(alone).SqlState);
    }

    [Fact]
    public async Task A_second_person_needs_enough_authority_too()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await world.StaffAsync(creditor);
        var byRate = await world.StaffAsync(creditor, "Por taxa", StaffRole.Supervisor, mostRate: 0.9m, mostCents: 1_000);
        var byAmount = await world.StaffAsync(creditor, "Por valor", StaffRole.Supervisor, mostRate: 0.05m, mostCents: 900_000);
        var asked = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));

        Assert.Equal(ApproveOverride.BeyondAuthority, await World.MustRefuseAsync(ApproveAsync(creditor, asked, byRate)));
        Assert.Equal(ApproveOverride.BeyondAuthority, await World.MustRefuseAsync(ApproveAsync(creditor, asked, byAmount)));
        Assert.Empty(await world.QuotesAsync(debt, QuoteOrigin.Staff));
    }

    [Fact]
    public async Task No_authority_reaches_beyond_the_guards()
    {
        var (creditor, debt) = await DebtAsync();
        var chefe = await world.StaffAsync(creditor, "Chefe", StaffRole.CreditorAdmin, mostRate: 1, mostCents: 10_000_000);

        Assert.Equal(PriceOverride.BeyondGuards, await World.MustRefuseAsync(world.OverrideAsync(creditor, debt, chefe, toPay: 9_000)));
        await World.MustAsync(world.OverrideAsync(creditor, debt, chefe, toPay: 11_000));
    }

    [Fact]
    public async Task What_cannot_be_a_plan_is_refused_field_by_field()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await world.StaffAsync(creditor, mostRate: 0.5m, mostCents: 60_000);
        var sound = new CustomPlan { ToPay = Money.OfCents(60_000) };

        (string Field, CustomPlan Plan)[] wrong =
        [
            ("toPay", sound with { ToPay = Money.Zero }),
            ("toPay", sound with { ToPay = Money.OfCents(200_000) }),
            ("downPayment", sound with { DownPayment = Money.OfCents(60_000) }),
            ("instalments", sound with { Instalments = 61 }),
            ("instalments", sound with { Instalments = 0 }),
            ("monthlyRate", sound with { Instalments = 3, MonthlyRate = Percent.Parse("1.01") }),
            ("monthlyRate", sound with { MonthlyRate = Percent.Parse("1.00") }),
            ("day", sound with { Instalments = 3, Day = 29 }),
            ("validDays", sound with { FirstPaymentDays = 2 }),
        ];

        foreach (var (field, plan) in wrong)
        {
            var refusal = await World.MustRefuseAsync(world.OverrideAsync(creditor, debt, ana, toPay: 0, plan: plan));
            Assert.Equal((PriceOverride.Unclear.Code, field), (refusal.Code, Assert.Single(refusal.Errors!).Key));
        }
    }

    [Fact]
    public async Task Eight_who_say_yes_make_one_offer()
    {
        var (creditor, debt) = await DebtAsync();
        var (ana, _) = await TwoAsync(creditor);
        var asked = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));
        var bosses = new List<Actor>();

        for (var i = 0; i < 8; i++)
        {
            bosses.Add(await world.StaffAsync(creditor, $"Chefe {i}", StaffRole.Supervisor, mostRate: 0.9m, mostCents: 900_000));
        }

        var outcomes = await Task.WhenAll(bosses.Select(boss => ApproveAsync(creditor, asked, boss)));

        Assert.Single(outcomes, o => o.Succeeded(out _, out _));
        Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Events.CountAsync(e => e.Name == nameof(OverrideApproved))));
        Assert.Equal(ApproveOverride.Decided, await World.MustRefuseAsync(RefuseAsync(creditor, asked, bosses[0])));
    }

    [Fact]
    public async Task A_form_sent_eight_times_is_one_request_and_a_debt_has_one_question_at_a_time()
    {
        var (creditor, debt) = await DebtAsync();
        var ana = await world.StaffAsync(creditor);
        var id = Id<Override>.New();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.OverrideAsync(creditor, debt, ana, toPay: 60_000, id: id)));

        Assert.All(outcomes, o => Assert.True(o.Succeeded(out var made, out _) && made.Id == id));
        Assert.Equal(1, await world.SeeAsync(creditor, db => db.Overrides.CountAsync()));
        Assert.Equal(RequestOverride.AlreadyPending, await World.MustRefuseAsync(world.OverrideAsync(creditor, debt, ana, toPay: 61_000)));
    }

    [Fact]
    public async Task A_no_is_told_to_who_asked_and_to_nobody_else()
    {
        var (creditor, debt) = await DebtAsync();
        var (ana, chefe) = await TwoAsync(creditor);
        var asked = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));

        Assert.Equal(RefuseOverride.WhyMissing, await World.MustRefuseAsync(RefuseAsync(creditor, asked, chefe, " ")));
        var refused = await World.MustAsync(RefuseAsync(creditor, asked, chefe));

        Assert.Equal((OverrideStatus.Refused, "Dê entrada primeiro."), (refused.Status, refused.Refusal(world.Vault)));
        Assert.Empty(await world.QuotesAsync(debt, QuoteOrigin.Staff));
        await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 70_000));
    }

    [Fact]
    public async Task Without_any_policy_there_is_nothing_to_depart_from_and_a_retired_one_is_enough()
    {
        var creditor = await world.CreditorAsync();
        var debt = await world.DebtAsync(creditor, of: Cpfs.New());
        var ana = await world.StaffAsync(creditor, mostRate: 0.5m, mostCents: 60_000);

        Assert.Equal(PriceOverride.NoPolicy, await World.MustRefuseAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000)));
        var policy = await world.PolicyAsync(creditor);
        await World.MustAsync(world.DoAsync(creditor, (RetirePolicy retire) => retire.ExecuteAsync(policy.Id, Actor.System("test"))));
        await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));

        Assert.Equal(policy.Id, Assert.Single(await world.QuotesAsync(debt, QuoteOrigin.Staff)).PolicyId);
    }

    [Fact]
    public async Task Another_creditors_staff_a_machine_and_a_debt_under_agreement_get_nowhere()
    {
        var (creditor, debt) = await DebtAsync();
        var (ana, chefe) = await TwoAsync(creditor);
        var other = await world.CreditorAsync("Loja Verde");
        var stranger = await world.StaffAsync(other, mostRate: 0.9m, mostCents: 900_000);
        var asked = await World.MustAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000));

        Assert.Equal(PriceOverride.NotFound, await World.MustRefuseAsync(world.OverrideAsync(other, debt, stranger, toPay: 60_000)));
        Assert.Equal(ApproveOverride.NotFound, await World.MustRefuseAsync(ApproveAsync(other, asked, stranger)));
        Assert.Equal(ApproveOverride.NotFound, await World.MustRefuseAsync(RefuseAsync(other, asked, stranger)));
        Assert.Equal(RequestOverride.NotStaff, await World.MustRefuseAsync(ApproveAsync(creditor, asked, stranger)));
        Assert.Equal(RequestOverride.NotStaff, await World.MustRefuseAsync(ApproveAsync(creditor, asked, Actor.ApiKey("k"))));
        await world.AgreementAsync(debt);
        Assert.Equal(PriceOverride.NotOpen, await World.MustRefuseAsync(ApproveAsync(creditor, asked, chefe)));
        Assert.Equal(PriceOverride.NotOpen, await World.MustRefuseAsync(world.OverrideAsync(creditor, debt, ana, toPay: 60_000)));
    }

    private Task<Outcome<Override>> ApproveAsync(Creditor creditor, Override asked, Actor by) =>
        world.DoAsync(creditor, (ApproveOverride approve) => approve.ExecuteAsync(asked.Id, by));

    private Task<Outcome<Override>> RefuseAsync(Creditor creditor, Override asked, Actor by, string why = "Dê entrada primeiro.") =>
        world.DoAsync(creditor, (RefuseOverride refuse) => refuse.ExecuteAsync(new(asked.Id, why), by));

    private async Task<(Actor Ana, Actor Chefe)> TwoAsync(Creditor creditor) => (
        await world.StaffAsync(creditor, mostRate: 0.1m, mostCents: 10_000),
        await world.StaffAsync(creditor, "Chefe", StaffRole.CreditorAdmin, mostRate: 0.6m, mostCents: 100_000));

    private async Task<(Creditor Creditor, Debt Debt)> DebtAsync()
    {
        var creditor = await world.CreditorAsync();
        await world.FlooredPolicyAsync(creditor);
        return (creditor, await world.DebtAsync(creditor, of: Cpfs.New()));
    }
}
