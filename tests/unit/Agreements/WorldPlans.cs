using Shared.Agreements;
using Shared.Creditors;
using Shared.Debts;
using Shared.Ledger;
using Shared.Offers;
using Shared.Payments;

namespace Tests.Agreements;

/// <summary>
/// An agreement at a creditor with a bank, made at noon of a Monday; the first instalment is due on the Thursday, a day
/// with banks. Amounts are as they come: the sandbox plays no outage.
/// </summary>
public sealed record Deal(Creditor Creditor, Agreement Agreement)
{
    public DateOnly DueOn(int number) => Agreement.Terms.Payments[number - 1].DueOn;

    public Money Amount(int number) => Agreement.Terms.Payments[number - 1].Amount;
}

/// <summary>What happens to the instalments of an agreement, step by step.</summary>
internal static class WorldPlans
{
    extension(World world)
    {
        /// <summary>R$ 1.050,00 in equal instalments unless something else is said.</summary>
        public async Task<Deal> PlanDealAsync(int payments = 3, string rate = "0.00", AgreementRules? rules = null, TaxId? of = null, Money? principal = null)
        {
            world.Settings["Sandbox:IsSteered"] = "false";
            world.GoTo(NextMonday(world.Today.AddDays(1)));
            var creditor = await world.CreditorAsync();
            await world.BankAsync(creditor);
            await world.DoAsync(HostRole.Owner, (AppDb db) => db.CreditorProfiles.IgnoreQueryFilters().Where(p => p.CreditorId == creditor.Id)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.AgreementRules, rules ?? new AgreementRules()).SetProperty(x => x.IsFinancialInstitution, true)));
            var policy = new OfferPolicy
            {
                CreditorId = creditor.Id,
                Name = "Campanha",
                Number = 1,
                Document = new PolicyDocument { Rules = [new PolicyRule { Id = "todos", Terms = [InParts(payments, rate)] }] },
                CreatedAt = world.Clock.GetUtcNow(),
                UpdatedAt = world.Clock.GetUtcNow(),
            };
            policy.Publish(world.Clock.GetUtcNow());
            await world.SaveAsync(policy);
            var debt = await world.DebtAsync(creditor, of: of ?? Cpfs.New(), principal: principal);
            return new(creditor, await world.AgreementAsync(debt, payments));
        }

        /// <summary>Turns the clock to noon of a day.</summary>
        public void GoTo(DateOnly day) => world.Clock.SetUtcNow(BrazilTime.At(day, new TimeOnly(12, 0)).ToUniversalTime());

        public async Task<Charge> CodeAsync(Deal deal, int number = 1) => await World.MustAsync(world.ChargeAsync(deal.Agreement, number));

        /// <summary>Opens a code, pays it at the bank and lets the worker hear of it.</summary>
        public async Task<Charge> PaidAsync(Deal deal, int number = 1, Money? amount = null)
        {
            var charge = await world.CodeAsync(deal, number);
            await world.PayAsync(charge, amount);
            await world.LookAsync(deal.Creditor, charge);
            return charge;
        }

        public Task<AgreementPlan> SeePlanAsync(Deal deal) =>
            world.SeeAsync(deal.Creditor, async db => (await db.PlanAsync(deal.Agreement.Id, world.Today))!);

        public async Task<Instalment> SeeAsync(Deal deal, int number) => (await world.SeePlanAsync(deal)).Find(number)!.Instalment;

        public Task<List<Allotment>> AllotmentsAsync(Deal deal) =>
            world.SeeAsync(deal.Creditor, db => db.Allotments.AsNoTracking().OrderBy(a => a.PaidAt).ToListAsync());

        public Task<List<string>> EventsAsync(Deal deal) =>
            world.SeeAsync(deal.Creditor, db => db.Events.OrderBy(e => e.Id).Select(e => e.Name).ToListAsync());

        /// <summary>The price of paying these today, as the debtor asks for it.</summary>
        public Task<Outcome<Prepayment>> AskAsync(Deal deal, IReadOnlyCollection<int> numbers, Money? expected = null) =>
            world.DoAsync(deal.Agreement.PersonKey, (AskPrepayment ask) =>
                ask.ExecuteAsync(new(deal.Agreement.Id, numbers, expected), Actor.Debtor(deal.Agreement.PersonKey)));

        public Task<Outcome<Charge>> ChargeAsync(Prepayment prepayment) => world.DoAsync(prepayment.PersonKey, (PayPrepayment pay) =>
            pay.ExecuteAsync(new(prepayment.Id, PaymentMethod.Pix), Actor.Debtor(prepayment.PersonKey), CancellationToken.None));

        public Task<Outcome<Instalment>> MoveAsync(Deal deal, int number, DateOnly to, Money? expected = null) =>
            world.DoAsync(deal.Agreement.PersonKey, (MoveDueDate move) =>
                move.ExecuteAsync(new(deal.Agreement.Id, number, to, expected), Actor.Debtor(deal.Agreement.PersonKey)));

        public Task<Outcome<IReadOnlyList<Instalment>>> SplitAsync(Deal deal, int number, DateOnly secondOn, Money? expected = null) =>
            world.DoAsync(deal.Agreement.PersonKey, (SplitInstalment split) =>
                split.ExecuteAsync(new(deal.Agreement.Id, number, secondOn, expected), Actor.Debtor(deal.Agreement.PersonKey)));

        /// <summary>What stands in the ledger is what the allotments say and what did not fit; nothing waits in between.</summary>
        public async Task ProveAsync(Deal deal, Money creditor, Money debtor)
        {
            var ledger = await world.LedgerAsync(deal.Creditor);
            var received = await world.SeeAsync(deal.Creditor, db => db.Payments.Select(p => p.Amount).ToListAsync());

            Assert.Equal(received.Total().Cents, ledger.GetValueOrDefault(Account.GatewayClearing));
            Assert.Equal(0, ledger.GetValueOrDefault(Account.Unapplied));
            Assert.Equal((-creditor.Cents, -debtor.Cents), (ledger.GetValueOrDefault(Account.CreditorPayable), ledger.GetValueOrDefault(Account.DebtorCredit)));
        }
    }

    // One on which the arithmetic is the same whenever the test comes to run: no holiday at either end.
    private static DateOnly NextMonday(DateOnly day)
    {
        while (day.DayOfWeek is not DayOfWeek.Monday || day.Day > 20 || !BusinessCalendar.Bank.IsBusinessDay(day.AddDays(3)) || !BusinessCalendar.Bank.IsBusinessDay(day.AddDays(-90)))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static PolicyTerms InParts(int payments, string rate) => new()
    {
        Id = "parcelado",
        Form = PaymentForm.Instalments,
        Instalments = new CountRange(payments, payments),
        MonthlyRate = Percent.Parse(rate),
    };
}
