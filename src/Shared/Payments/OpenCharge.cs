namespace Shared.Payments;

/// <summary>
/// Asks a gateway for money in three steps: write down, ask, write down. No network call ever runs inside a
/// transaction, and the first step books its own rescue: a crash at any point ends in a <see cref="RefreshCharge"/>.
/// </summary>
public sealed class OpenCharge(AppDb db, JobQueue jobs, IEnumerable<IPaymentGateway> gateways, TimeProvider clock)
{
    public static readonly Refusal NoGateway = new("no-gateway", "Este credor ainda não recebe por este meio. Escolha outro ou fale com a gente.");
    public static readonly Refusal Refused = new("gateway-refused", "O banco não aceitou gerar o código. Nada foi cobrado. Fale com a gente.");
    public static readonly Refusal Down = new("gateway-down", "O banco não respondeu. Nada foi cobrado. Tente de novo em alguns minutos.");
    public static readonly Refusal Confirming = new("payment-confirming", "Já recebemos um pagamento e estamos confirmando. Não pague de novo.");

    private static readonly ChargeStatus[] OpenStatuses = [ChargeStatus.Requesting, ChargeStatus.Unknown, ChargeStatus.Waiting];

    // No money will come by these. A code that asks for a sum of before may still be paid, and then counts; it is only shown no more.
    private static readonly ChargeStatus[] Over = [ChargeStatus.Expired, ChargeStatus.Cancelled, ChargeStatus.Rejected];
    private static readonly ChargeStatus[] OverOrOutdated = [.. Over, ChargeStatus.Waiting];
    private static readonly TimeSpan Rescue = TimeSpan.FromMinutes(1);

    /// <param name="Due">What is owed now; nothing when a payment is on its way. Asked for after the open charge was looked for: a payment
    /// closes its charge and what it pays in one act, so whoever finds neither closed may ask for money again.</param>
    public sealed record Request(
        Id<Creditor> CreditorId, PersonKey PersonKey, string Purpose, PaymentMethod Method, Func<CancellationToken, Task<Money>> Due);

    /// <summary>A payable charge for the purpose: the open one while it can be paid, else a new one.</summary>
    public async Task<Outcome<Charge>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var accounts = await db.GatewayAccounts
            .Where(a => a.CreditorId == request.CreditorId && a.IsEnabled)
            .OrderBy(a => a.Priority).ToListAsync(cancellation);
        var open = await FindOpenAsync(request, cancellation);

        var due = await request.Due(cancellation);

        if (open is { Status: ChargeStatus.Waiting })
        {
            var isPayable = open.IsPayable(clock.GetUtcNow());

            if (isPayable && open.Amount == due)
            {
                return open;
            }

            if (await CloseAsync(open, accounts, isPayable ? OverOrOutdated : Over, cancellation) is { } refusal)
            {
                return refusal;
            }

            open = null;
        }

        var account = open is null
            ? accounts.FirstOrDefault(a => a.Methods.Contains(request.Method))
            : accounts.SingleOrDefault(a => a.Id == open.GatewayAccountId);

        if (account is null)
        {
            return NoGateway;
        }

        if (open is null && due == Money.Zero)
        {
            return Confirming;
        }

        var charge = open ?? await WriteDownAsync(request, due, account, cancellation);
        var asked = await AskAsync(account, charge, cancellation);

        // An old request that only now got its answer: it may ask for a sum of before.
        return open is not null && asked.Succeeded(out var answered, out _) && answered.Amount != due ? await ExecuteAsync(request, cancellation) : asked;
    }

    private async Task<Charge?> FindOpenAsync(Request request, CancellationToken cancellation) =>
        await db.Charges.SingleOrDefaultAsync(
            c => c.CreditorId == request.CreditorId && c.Purpose == request.Purpose && c.Method == request.Method && OpenStatuses.Contains(c.Status),
            cancellation);

    // Our clock only hides a code. Whether it died unpaid is for the gateway to say, before another one is made.
    private async Task<Refusal?> CloseAsync(Charge charge, List<GatewayAccount> accounts, ChargeStatus[] closed, CancellationToken cancellation)
    {
        if (accounts.SingleOrDefault(a => a.Id == charge.GatewayAccountId) is not { } account)
        {
            return NoGateway;
        }

        var answer = await Of(account).FindAsync(account, charge, cancellation);

        switch (answer.Status)
        {
            case ChargeStatus.Paid:
                jobs.Enqueue(new RefreshCharge(charge.Id, IsPoll: false), charge.CreditorId);
                await db.SaveChangesAsync(cancellation);
                return Confirming;
            case var status when closed.Contains(status):
                charge.Learn(answer with { Status = ChargeStatus.Expired });
                await SaveOrReloadAsync(charge, cancellation);
                return charge.Status is ChargeStatus.Paid ? Confirming : null;
            default:
                return Down;
        }
    }

    private async Task<Charge> WriteDownAsync(Request request, Money due, GatewayAccount account, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var charge = new Charge
        {
            CreditorId = request.CreditorId,
            PersonKey = request.PersonKey,
            GatewayAccountId = account.Id,
            Method = request.Method,
            Amount = due,
            Purpose = request.Purpose,
            ExpiresAt = BrazilTime.EndOfDay(now.BrazilDay),
            CreatedAt = now,
        };
        db.Add(charge);
        jobs.Enqueue(new RefreshCharge(charge.Id, IsPoll: true), charge.CreditorId, Rescue);

        try
        {
            await db.SaveChangesAsync(cancellation);
            return charge;
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            // Another tab wrote first: one code for both.
            db.ChangeTracker.Clear();
            return await FindOpenAsync(request, cancellation) ?? throw new InvalidOperationException("The charge that won the race is gone.", failure);
        }
    }

    private async Task<Outcome<Charge>> AskAsync(GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        var answer = await Of(account).OpenAsync(account, charge, cancellation);

        if (answer.Status is ChargeStatus.Paid)
        {
            return Confirming;
        }

        charge.Learn(answer);
        await SaveOrReloadAsync(charge, cancellation);
        return charge.Status switch
        {
            ChargeStatus.Waiting => charge,
            ChargeStatus.Rejected => Refused,
            ChargeStatus.Paid => Confirming,
            _ => Down,
        };
    }

    // The worker may have learnt the same, or more, meanwhile: what it wrote stands.
    private async Task SaveOrReloadAsync(Charge charge, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            await db.Entry(charge).ReloadAsync(cancellation);
        }
    }

    private IPaymentGateway Of(GatewayAccount account) => gateways.Single(g => g.Name == account.Gateway);
}
