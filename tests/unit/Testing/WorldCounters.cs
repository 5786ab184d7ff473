using Shared.Debts;
using Shared.Offers;
using Shared.Staff;
using Shared.Support;

namespace Tests.Testing;

/// <summary>What debtors propose and what staff answers.</summary>
public sealed partial class World
{
    /// <summary>A published policy with a floor: à vista less half of interest and fine, two to six times the whole.</summary>
    public async Task<OfferPolicy> FlooredPolicyAsync(Creditor creditor, CounterFloor? floor = null)
    {
        var policy = new OfferPolicy
        {
            CreditorId = creditor.Id,
            Name = "Com contraproposta",
            Number = Interlocked.Increment(ref _count),
            Document = PolicyOf() with { CounterProposal = floor ?? FloorOf() },
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
        };
        policy.Publish(Clock.GetUtcNow());
        await SaveAsync(policy);
        return policy;
    }

    /// <summary>Down to seventy per cent of the principal, in twelve times at most.</summary>
    public static CounterFloor FloorOf(string principal = "30.00", bool improve = true) => new()
    {
        Discount = new DiscountRates { Principal = Percent.Parse(principal), Interest = Percent.Parse("100.00"), Fine = Percent.Parse("100.00") },
        MaxInstalments = 12,
        Improve = improve,
    };

    public Task<Outcome<CounterProposal>> ProposeAsync(
        Debt debt, long now, long monthly = 0, int? months = null, int? day = null, string? note = null, Id<CounterProposal>? id = null) =>
        DoAsync(debt.PersonKey, (ProposeCounter propose) => propose.ExecuteAsync(
            new(id ?? Id<CounterProposal>.New(), debt.Id, new Proposal(Money.OfCents(now), Money.OfCents(monthly), months, day), note),
            Actor.Debtor(debt.PersonKey)));

    /// <summary>Proposes so little, twice, that somebody has to decide; the worker opens the case.</summary>
    public async Task<(CounterProposal Proposal, Case Case)> ReferredAsync(Creditor creditor, Debt debt, long now = 30_000, string? note = null)
    {
        var proposal = await MustAsync(ProposeAsync(debt, now, note: note));

        if (proposal.Answer is not CounterAnswer.Referred)
        {
            proposal = await MustAsync(ProposeAsync(debt, now, note: note));
        }

        Assert.Equal(CounterAnswer.Referred, proposal.Answer);
        await RunJobsAsync();
        return (proposal, await SeeAsync(creditor, db => db.Cases.SingleAsync(c => c.Subject == proposal.Id.Value)));
    }

    /// <summary>A member of staff who may give up so much alone.</summary>
    public async Task<Actor> StaffAsync(
        Creditor creditor, string name = "Ana Souza", StaffRole role = StaffRole.Support, decimal mostRate = 0, long mostCents = 0)
    {
        var staff = await MustAsync(DoAsync(creditor, (AddStaff add) => add.ExecuteAsync(
            new(EmailAddress.Parse($"{Guid.CreateVersion7():N}@loja.example"), name, role, "pastel de feira às 10", new Authority(mostRate, Money.OfCents(mostCents))),
            Actor.System("test"))));
        return Actor.Staff(staff.UserId.ToString());
    }

    public Task<Outcome<Case>> TakeAsync(Creditor creditor, Case found, Actor staff, Actor? by = null) => DoAsync(creditor, (AssignCase assign) =>
        assign.ExecuteAsync(new(found.Id, Id<StaffUser>.Parse(staff.Id)), by ?? staff));

    public Task<Outcome<Override>> OverrideAsync(
        Creditor creditor, Debt debt, Actor by, long toPay, int instalments = 1, Id<Override>? id = null, Id<CounterProposal>? answers = null, CustomPlan? plan = null) =>
        DoAsync(creditor, (RequestOverride request) => request.ExecuteAsync(
            new(id ?? Id<Override>.New(), debt.Id, plan ?? new CustomPlan { ToPay = Money.OfCents(toPay), Instalments = instalments }, ValidDays: 3, "hardship", "Perdeu o emprego.")
            {
                Answers = answers,
            },
            by));

    public Task<List<OfferQuote>> QuotesAsync(Debt debt, QuoteOrigin origin) => DoAsync(HostRole.Owner, (AppDb db) =>
        db.OfferQuotes.IgnoreQueryFilters().AsNoTracking().Where(q => q.DebtId == debt.Id && q.Origin == origin).ToListAsync());
}
