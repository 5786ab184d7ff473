using Shared.Agreements;
using Shared.Creditors;
using Shared.Payments;

namespace Tests.Payments.Histories;

/// <summary>One creditor and one agreement that live through a history. The plain one hears of everything at once, once and in order.</summary>
internal sealed class HistoryRun(HistoryBank bank, History history, bool isPlain)
{
    private readonly Random _dice = new(history.Seed);
    private readonly List<(int Round, Func<Task> Tell)> _news = [];
    private readonly HashSet<int> _missed = [];
    private int _round;

    public History History => history;

    public bool IsPlain => isPlain;

    public Creditor Creditor { get; private set; } = null!;

    public GatewayAccount Account { get; private set; } = null!;

    public Agreement Agreement { get; private set; } = null!;

    /// <summary>What became of what was asked for.</summary>
    public List<string> Answers { get; } = [];

    private World World => bank.World;

    public async Task BeginAsync()
    {
        Creditor = await World.CreditorAsync();
        await World.DoAsync(HostRole.Owner, async (AppDb db) =>
        {
            var profile = await db.Set<CreditorProfile>().IgnoreQueryFilters().SingleAsync(p => p.CreditorId == Creditor.Id);
            profile.CommissionRate = history.Commission;
            profile.GatewayFeesBorneBy = history.CreditorBearsFees ? FeeBearer.Creditor : FeeBearer.Platform;
            return await db.SaveChangesAsync();
        });
        Account = await bank.OpenAsync(Creditor);
        await World.PolicyAsync(Creditor);
        var debt = await World.DebtAsync(Creditor, of: Cpfs.New());
        await bank.BeginAsync(this);
        Agreement = await World.AgreementAsync(debt, history.Instalments);
    }

    /// <param name="beat">A move may take three: it is asked for, it happens, it is undone.</param>
    public async Task ActAsync(Step step, int beat)
    {
        var news = (step.Move, beat) switch
        {
            (Move.PayExactly or Move.PayTwice, 0) => await PayAsync(step, await AskAsync(step), 0),
            (Move.PayPart, 0) => await PayAsync(step, await AskAsync(step), step.Share - 1),
            (Move.PayMore, 0) => await PayAsync(step, await AskAsync(step), step.Share),
            (Move.PayTwice, 1) when bank.TakesAnyAmount => await PayAsync(step, await LastAsync(step), 0),
            (Move.PayLate, 0) when bank.TakesAnyAmount => await PayAsync(step, await LastAsync(step), 0),
            (Move.LeaveUnpaid or Move.Remove, 0) => await AskAsync(step) is { } charge && step.Move is Move.Remove ? await bank.RemoveAsync(this, charge) : null,
            (Move.GiveBackAll, 0) => await RefundAsync(step, 1, inVain: false),
            (Move.GiveBackPart, 0) => await RefundAsync(step, step.Share, inVain: false),
            (Move.GiveBackInVain, 0) => await RefundAsync(step, step.Share, inVain: true),
            (Move.GiveBackAll or Move.GiveBackPart or Move.GiveBackInVain, 1) => await OfRefundedAsync(step, bank.ArriveAsync),
            (Move.GiveBackInVain, 2) => await OfRefundedAsync(step, bank.ComeBackAsync),
            (Move.TakeAll or Move.TakeAndReturn, 0) => await TakeAsync(step, 1),
            (Move.TakePart, 0) => await TakeAsync(step, step.Share),
            (Move.TakeAndReturn, 1) or (Move.ReturnTaken, 0) => await ReturnAsync(step),
            _ => null,
        };

        if (news is not null)
        {
            Hear(step.Instalment, news);
        }
    }

    /// <summary>The news of this round: told as they come, or dropped, late, twice and in any order.</summary>
    public async Task ListenAsync()
    {
        var due = _news.Where(n => n.Round <= _round).ToArray();
        _news.RemoveAll(n => n.Round <= _round++);

        if (!isPlain)
        {
            _dice.Shuffle(due);
        }

        foreach (var (_, tell) in due)
        {
            await tell();

            if (!isPlain && _dice.Next(3) == 0)
            {
                await Task.WhenAll(tell(), tell());
            }
        }
    }

    /// <summary>Nothing is to come any more.</summary>
    public async Task HearTheRestAsync()
    {
        _round = int.MaxValue - 1;
        await ListenAsync();
    }

    /// <summary>The charges of which something was not heard, or not in time, since this was last asked.</summary>
    public async Task<List<Id<Charge>>> MissedAsync()
    {
        List<int> numbers = [.. _missed];
        _missed.Clear();
        return numbers.Count == 0 ? [] : await World.SeeAsync(Creditor, db => ChargesOf(db, numbers).Select(c => c.Id).ToListAsync());
    }

    // A quarter is dropped, a quarter late.
    private void Hear(int instalment, Func<Task> news)
    {
        var chance = isPlain ? 4 : _dice.Next(8);

        if (chance > 1)
        {
            _news.Add((chance is 2 or 3 ? _round + _dice.Next(1, 5) : _round, news));
        }

        if (chance < 4)
        {
            _missed.Add(instalment);
        }
    }

    private async Task<Charge?> AskAsync(Step step)
    {
        if (step.LosesAnswer && !isPlain)
        {
            bank.LoseAnswer(this, ofRefund: false);
        }

        var asked = await World.DoAsync(Agreement.PersonKey, (PayInstalment pay) => pay.ExecuteAsync(
            new(Agreement.Id, step.Instalment, step.Method, new Uri("https://portal.example/volta")), Actor.Debtor(Agreement.PersonKey), CancellationToken.None));

        if (asked.Succeeded(out var charge, out var refusal) || refusal == OpenCharge.Down)
        {
            return charge ?? await LastAsync(step);
        }

        Answers.Add($"{step.Instalment} {step.Move}: {refusal.Code}");
        return null;
    }

    private async Task<Func<Task>?> PayAsync(Step step, Charge? charge, decimal more)
    {
        if (charge is null)
        {
            return null;
        }

        var amount = bank.TakesAnyAmount ? Money.OfCents(Math.Max(1, charge.Amount.Cents + (long)(charge.Amount.Cents * more))) : charge.Amount;
        Answers.Add($"{step.Instalment} {step.Move}: {amount.Cents}");
        return await bank.PayAsync(this, charge, amount);
    }

    private async Task<Func<Task>?> RefundAsync(Step step, decimal share, bool inVain)
    {
        if (await TargetAsync(step) is not var (payment, left))
        {
            return null;
        }

        var amount = bank.RefundOf(Money.OfCents(Math.Max(1, (long)(left.Cents * share))), inVain, step.LosesAnswer);

        if (step.LosesAnswer && !isPlain)
        {
            bank.LoseAnswer(this, ofRefund: true);
        }

        var asked = await World.RefundAsync(Creditor, payment, amount.Cents);
        Answers.Add($"{step.Instalment} {step.Move}: {(asked.Succeeded(out var refund, out var refusal) ? $"{refund.Amount.Cents}" : refusal.Code)}");
        return null;
    }

    private async Task<Func<Task>?> OfRefundedAsync(Step step, Func<HistoryRun, Payment, Task<Func<Task>?>> happen)
    {
        var last = await World.SeeAsync(Creditor, db => PaymentsOf(db, step)
            .Join(db.Refunds, p => p.Id, r => r.PaymentId, (p, r) => new { Payment = p, Refund = r }).OrderByDescending(r => r.Refund.RequestedAt).FirstOrDefaultAsync());
        return last is null ? null : await happen(this, last.Payment);
    }

    private async Task<Func<Task>?> TakeAsync(Step step, decimal share)
    {
        if (await TargetAsync(step) is not var (payment, left))
        {
            return null;
        }

        var amount = Money.OfCents(Math.Max(1, (long)(left.Cents * share)));
        Answers.Add($"{step.Instalment} {step.Move}: {amount.Cents}");
        return await bank.TakeAsync(this, payment, amount);
    }

    private async Task<Func<Task>?> ReturnAsync(Step step)
    {
        var payments = await World.SeeAsync(Creditor, db => PaymentsOf(db, step).OrderBy(p => p.PaidAt).ToListAsync());

        foreach (var payment in payments)
        {
            if (await bank.ReturnAsync(this, payment) is { } news)
            {
                Answers.Add($"{step.Instalment} {step.Move}");
                return news;
            }
        }

        return null;
    }

    // The payment whose money is least needed: that which did not fit, then the oldest.
    private Task<(Payment Payment, Money Left)?> TargetAsync(Step step) => World.SeeAsync(Creditor, async db =>
    {
        List<(Payment Payment, PaymentPosition At)> all = [];

        foreach (var payment in await PaymentsOf(db, step).ToListAsync())
        {
            all.Add((payment, await db.PositionAsync(payment)));
        }

        return all.Where(p => p.At.Left > Money.Zero).OrderByDescending(p => p.At.Credit).ThenBy(p => p.Payment.PaidAt).ThenBy(p => p.Payment.Amount)
            .Select(p => ((Payment, Money)?)(p.Payment, p.At.Left)).FirstOrDefault();
    });

    private Task<Charge?> LastAsync(Step step) => World.SeeAsync(Creditor, db => ChargesOf(db, [step.Instalment])
        .Where(c => c.Status != ChargeStatus.Rejected)
        .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync());

    private IQueryable<Charge> ChargesOf(AppDb db, IReadOnlyList<int> numbers)
    {
        List<string> purposes = [.. db.Instalments.Where(i => i.AgreementId == Agreement.Id && numbers.Contains(i.Number)).Select(i => i.Id).AsEnumerable().Select(InstalmentPurpose.Of)];
        return db.Charges.AsNoTracking().Where(c => purposes.Contains(c.Purpose));
    }

    private IQueryable<Payment> PaymentsOf(AppDb db, Step step)
    {
        var charges = ChargesOf(db, [step.Instalment]).Select(c => c.Id);
        return db.Payments.AsNoTracking().Where(p => charges.Contains(p.ChargeId));
    }
}
