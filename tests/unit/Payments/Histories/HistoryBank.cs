using Shared.Payments;

namespace Tests.Payments.Histories;

/// <summary>A gateway of which histories are told: what happens there, how it speaks of it, and what it holds in the end.</summary>
internal abstract class HistoryBank : IAsyncDisposable
{
    public abstract World World { get; }

    public virtual IReadOnlyList<PaymentMethod> Methods => [PaymentMethod.Pix];

    /// <summary>False where a code takes its own amount once, in its time.</summary>
    public virtual bool TakesAnyAmount => true;

    /// <summary>How many histories may act at once.</summary>
    public virtual int Hands => 4;

    public abstract Task<GatewayAccount> OpenAsync(Creditor creditor);

    /// <summary>Before the first day, once there is a debtor.</summary>
    public virtual Task BeginAsync(HistoryRun run) => Task.CompletedTask;

    /// <summary>Somebody pays, where that can be. What the gateway would say of it, when it is asked to.</summary>
    public abstract Task<Func<Task>?> PayAsync(HistoryRun run, Charge charge, Money amount);

    /// <summary>The code is taken away by the gateway.</summary>
    public abstract Task<Func<Task>?> RemoveAsync(HistoryRun run, Charge charge);

    /// <summary>An amount such that a refund of it goes as it is meant to.</summary>
    public virtual Money RefundOf(Money amount, bool inVain, bool losesAnswer) => amount;

    /// <summary>The refunds of a payment arrive, where that takes its time.</summary>
    public virtual Task<Func<Task>?> ArriveAsync(HistoryRun run, Payment payment) => Task.FromResult<Func<Task>?>(null);

    /// <summary>A refund that had arrived comes back.</summary>
    public virtual Task<Func<Task>?> ComeBackAsync(HistoryRun run, Payment payment) => Task.FromResult<Func<Task>?>(null);

    /// <summary>The gateway takes money of a payment back.</summary>
    public abstract Task<Func<Task>?> TakeAsync(HistoryRun run, Payment payment, Money amount);

    /// <summary>It gives back what it took; null when it took nothing.</summary>
    public abstract Task<Func<Task>?> ReturnAsync(HistoryRun run, Payment payment);

    /// <summary>Does the next thing it is asked for, and does not say so.</summary>
    public virtual void LoseAnswer(HistoryRun run, bool ofRefund)
    {
    }

    /// <summary>How many codes the gateway made for this run, whatever became of them.</summary>
    public abstract Task<int> CodesAsync(HistoryRun run);

    /// <summary>What the gateway itself would say that it holds, in centavos.</summary>
    public abstract Task<long> HeldAsync(HistoryRun run);

    public abstract ValueTask DisposeAsync();

    protected async Task PostAsync(string path, RawNotice notice, ApiHost? api = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(notice.Body) };
        request.Content.Headers.ContentType = new("application/json");

        foreach (var (name, value) in notice.Headers)
        {
            request.Headers.Add(name, value);
        }

        using var caller = (api ?? World.Api).Caller();
        using var answer = await caller.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
    }
}
