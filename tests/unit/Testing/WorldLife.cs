using Shared.Agreements;
using Shared.Payments;

namespace Tests.Testing;

/// <summary>Time that passes over an agreement.</summary>
public sealed partial class World
{
    private static readonly TimeOnly Noon = new(12, 0);

    /// <summary>Turns the clock to noon of this day. Nothing is done.</summary>
    public void TurnTo(DateOnly day) => Clock.SetUtcNow(BrazilTime.At(day, Noon).ToUniversalTime());

    /// <summary>Turns the clock to noon of this day, and lets the worker make its round through the creditor's agreements.</summary>
    public async Task RoundAsync(Creditor creditor, DateOnly? day = null)
    {
        if (day is { } then)
        {
            TurnTo(then);
        }

        await EnqueueAsync(new KeepAgreements(), creditor);
        await RunJobsAsync();
    }

    /// <summary>A round each day, from tomorrow to this day.</summary>
    public async Task RoundsToAsync(Creditor creditor, DateOnly last)
    {
        for (var day = Today.AddDays(1); day <= last; day = day.AddDays(1))
        {
            await RoundAsync(creditor, day);
        }
    }

    /// <summary>An agreement with some of its instalments paid today; its creditor has a bank and a policy.</summary>
    public async Task<(Creditor Creditor, Agreement Agreement)> DealAsync(int payments = 3, int paid = 1, Action<Shared.Creditors.CreditorProfile>? rules = null)
    {
        var creditor = await CreditorAsync();
        await BankAsync(creditor);
        await PolicyAsync(creditor);

        if (rules is not null)
        {
            await DoAsync(HostRole.Owner, async (AppDb db) =>
            {
                rules(await db.Set<Shared.Creditors.CreditorProfile>().IgnoreQueryFilters().SingleAsync(p => p.CreditorId == creditor.Id));
                return await db.SaveChangesAsync();
            });
        }

        var agreement = await AgreementAsync(await DebtAsync(creditor, of: Cpfs.New()), payments);

        for (var number = 1; number <= paid; number++)
        {
            await PayInstalmentAsync(agreement, number);
        }

        return (creditor, await AgreementNowAsync(agreement));
    }

    /// <summary>Pays now, and lets the worker hear of it.</summary>
    public async Task<Charge> PayInstalmentAsync(Agreement agreement, int number, Money? amount = null)
    {
        var charge = await MustAsync(ChargeAsync(agreement, number));
        await PayAsync(charge, amount);
        await LookAsync(charge);
        return charge;
    }

    public Task<Agreement> AgreementNowAsync(Agreement agreement) => DoAsync(HostRole.Owner, (AppDb db) =>
        db.Agreements.IgnoreQueryFilters().AsNoTracking().SingleAsync(a => a.Id == agreement.Id));

    public Task<List<string>> EventsOfAsync(Agreement agreement) => DoAsync(HostRole.Owner, (AppDb db) =>
        db.Events.IgnoreQueryFilters().Where(e => e.Subject == agreement.Id.Value).OrderBy(e => e.Id).Select(e => e.Name).ToListAsync());
}
