namespace Shared.Payments;

/// <summary>What a gateway wants to know beside the amount.</summary>
/// <param name="Description">Up to 140 characters that the payer may read: no personal datum.</param>
/// <param name="ReturnUrl">Where a hosted page sends the payer back.</param>
public sealed record ChargeDetails(string Description, Payer Payer, DueTerms? Terms = null, Uri? ReturnUrl = null);

/// <summary>
/// Asks a gateway for money in three steps: write down, ask, write down. No network call ever runs inside a
/// transaction, and the first step books its own rescue: a crash at any point ends in a <see cref="RefreshCharge"/>.
/// Where an account says a definite no, the next one is tried; where nobody can say, none is.
/// </summary>
public sealed class OpenCharge(AppDb db, JobQueue jobs, GatewayDesk gateways, LockOutAccount lockOutAccount, CreditorClock clock)
{
    public static readonly Refusal NoGateway = new("no-gateway", "Este credor ainda não recebe por este meio. Escolha outro ou fale com a gente.");
    public static readonly Refusal Refused = new("gateway-refused", "O banco não aceitou gerar o código. Nada foi cobrado. Fale com a gente.");
    public static readonly Refusal PayerIncomplete = new(
        "payer-incomplete", "Para este meio o banco pede o seu endereço e o seu e-mail, e não temos os dois. Nada foi cobrado. Pague por Pix ou fale com a gente.");
    public static readonly Refusal Down = new("gateway-down", "O banco não respondeu. Nada foi cobrado. Tente de novo em alguns minutos.");
    public static readonly Refusal Confirming = new("payment-confirming", "Já recebemos um pagamento e estamos confirmando. Não pague de novo.");

    private const int BoletoDays = 3;
    private static readonly GatewayError AskedBefore = new(GatewayErrorKind.Unknown, "asked-before");

    // Said before a request is looked at: it does not say what became of the same request, sent before.
    private static readonly GatewayErrorKind[] SayNothingOfBefore =
        [GatewayErrorKind.RateLimited, GatewayErrorKind.Temporary, GatewayErrorKind.Authentication, GatewayErrorKind.Conflict];

    // No money will come by these. A code that asks for a sum of before may still be paid, and then counts; it is only shown no more.
    private static readonly RemoteStatus[] Over = [RemoteStatus.Expired, RemoteStatus.Failed, RemoteStatus.Cancelled];
    private static readonly RemoteStatus[] OverOrOutdated = [.. Over, RemoteStatus.Waiting];
    private static readonly TimeSpan CheckoutLife = TimeSpan.FromHours(12);
    private static readonly TimeSpan ShortestPix = TimeSpan.FromMinutes(5);

    /// <param name="Actor">Who asks.</param>
    /// <param name="Due">What is owed now; nothing when a payment is on its way. Asked for after the open charge was looked for: a payment
    /// closes its charge and what it pays in one act, so whoever finds neither closed may ask for money again.</param>
    /// <param name="Details">Asked for only when a gateway is.</param>
    public sealed record Request(
        Id<Creditor> CreditorId, PersonKey PersonKey, string Purpose, PaymentMethod Method, Actor Actor, Func<CancellationToken, Task<Money>> Due,
        Func<CancellationToken, Task<ChargeDetails>> Details);

    /// <summary>A payable charge for the purpose: the open one while it can be paid, else a new one.</summary>
    public async Task<Outcome<Charge>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var accounts = await db.GatewayAccounts.Where(a => a.CreditorId == request.CreditorId).OrderBy(a => a.Priority).ThenBy(a => a.Id).ToListAsync(cancellation);
        var open = await FindOpenAsync(request, cancellation);
        var due = await request.Due(cancellation);

        // A boleto takes a day from the bank to us: whoever has paid it must not be asked for a Pix meanwhile.
        if (await db.Charges.AnyAsync(
            c => c.CreditorId == request.CreditorId && c.Purpose == request.Purpose && c.Status == ChargeStatus.Processing, cancellation))
        {
            return Confirming;
        }

        switch (open)
        {
            case null:
                return due == Money.Zero ? Confirming : await TryAccountsAsync(request, due, accounts, cancellation);
            case { Status: ChargeStatus.Waiting } when open.IsPayable(clock.GetUtcNow()) && open.Amount == due:
                return open;
            case { Status: ChargeStatus.Waiting or ChargeStatus.CancelRequested }:
                return await CloseAsync(request, open, accounts, cancellation) ?? await ExecuteAsync(request, cancellation);
        }

        // An old request that only now gets its answer: it may ask for a sum of before, or have been refused. It was sent once: until it is
        // answered, nobody can say.
        open.Learn(AskedBefore, By(request));
        var asked = await AskAsync(request, accounts.Single(a => a.Id == open.GatewayAccountId), open, cancellation);
        return open.Status is ChargeStatus.Rejected || (open.Status is ChargeStatus.Waiting && open.Amount != due) ? await ExecuteAsync(request, cancellation) : asked;
    }

    private async Task<Outcome<Charge>> TryAccountsAsync(Request request, Money due, List<GatewayAccount> accounts, CancellationToken cancellation)
    {
        Outcome<Charge> last = NoGateway;

        foreach (var account in accounts.Where(a => a.Takes(request.Method)).ToList())
        {
            var charge = await WriteDownAsync(request, due, account, cancellation);
            var at = accounts.Single(a => a.Id == charge.GatewayAccountId);
            last = await AskAsync(request, at, charge, cancellation);

            if (charge.Status is not ChargeStatus.Rejected)
            {
                break;
            }
        }

        return last;
    }

    private async Task<Charge?> FindOpenAsync(Request request, CancellationToken cancellation) =>
        await db.Charges.SingleOrDefaultAsync(
            c => c.CreditorId == request.CreditorId && c.Purpose == request.Purpose && c.Method == request.Method && Charge.Open.Contains(c.Status),
            cancellation);

    // Our clock only hides a code. Whether it died unpaid is for the gateway to say, before another one is made.
    private async Task<Refusal?> CloseAsync(Request request, Charge charge, List<GatewayAccount> accounts, CancellationToken cancellation)
    {
        var account = accounts.Single(a => a.Id == charge.GatewayAccountId);
        var answer = await gateways.Of(account).FindAsync(account, charge, cancellation);
        var closed = charge.IsPayable(clock.GetUtcNow()) || charge.Status is ChargeStatus.CancelRequested ? OverOrOutdated : Over;

        if (!answer.IsOk(out var remote, out _))
        {
            return Down;
        }

        if (remote.HasMoney)
        {
            jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Request), charge.CreditorId);
            await db.SaveChangesAsync(cancellation);
            return Confirming;
        }

        if (!closed.Contains(remote.Status))
        {
            return Down;
        }

        charge.Expire(By(request));
        await SaveOrReloadAsync(charge, cancellation);
        return charge.Status is ChargeStatus.Paid ? Confirming : null;
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
            ExpiresAt = ExpiryOf(request.Method, now),
            CreatedAt = now,
            NextLookAt = now + LookPlan.First,
        };
        db.Add(charge.AskedBy(new(MoveCause.Person, request.Actor, now)));
        jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Poll), charge.CreditorId, LookPlan.First);

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

    private async Task<Outcome<Charge>> AskAsync(Request request, GatewayAccount account, Charge charge, CancellationToken cancellation)
    {
        var details = await request.Details(cancellation);
        var answer = await gateways.Of(account).OpenAsync(
            account, new ChargeOrder(charge, details.Description, details.Payer, details.Terms, details.ReturnUrl), cancellation);

        if (answer.IsOk(out var remote, out var error))
        {
            // Money is booked where it is brought together with what it pays.
            if (remote.Payments is [_, ..])
            {
                jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Request), charge.CreditorId);
                await db.SaveChangesAsync(cancellation);
                return Confirming;
            }

            charge.Learn(remote, By(request));
            jobs.Enqueue(new MatchEarlyNotices(charge.Id), charge.CreditorId);
        }
        else
        {
            await LearnAsync(request, account, charge, error);
        }

        await SaveOrReloadAsync(charge, cancellation);
        return charge.Status switch
        {
            ChargeStatus.Waiting => charge,
            ChargeStatus.Rejected => charge.FailureCode is GatewayError.PayerIncomplete ? PayerIncomplete : Refused,
            ChargeStatus.Paid or ChargeStatus.Processing => Confirming,
            _ => Down,
        };
    }

    private async Task LearnAsync(Request request, GatewayAccount account, Charge charge, GatewayError error)
    {
        if (charge.Status is not ChargeStatus.Unknown || !SayNothingOfBefore.Contains(error.Kind))
        {
            charge.Learn(error, By(request));
        }

        switch (error.Kind)
        {
            case GatewayErrorKind.Authentication:
                await lockOutAccount.ExecuteAsync(account, error);
                break;
            case GatewayErrorKind.MethodUnavailable:
                // Whoever pays may not touch the account, nor write of it: the worker does.
                jobs.Enqueue(new HeedRefusal(account.Id, charge.Method, error), account.CreditorId);
                break;
        }
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
            charge.TakeMovesBack().ForEach(move => db.Entry(move).State = EntityState.Detached);
            await db.Entry(charge).ReloadAsync(cancellation);
        }
    }

    private Mover By(Request request) => new(MoveCause.Request, request.Actor, clock.GetUtcNow());

    // A Pix asks for what is owed today; just before midnight it lives long enough to be paid all the same. A boleto gives the banks their days, and what lateness adds meanwhile is asked for next.
    private static DateTimeOffset ExpiryOf(PaymentMethod method, DateTimeOffset now) => method switch
    {
        PaymentMethod.Pix when BrazilTime.EndOfDay(now.BrazilDay) is var end => end - now < ShortestPix ? now + ShortestPix : end,
        PaymentMethod.Boleto => BrazilTime.EndOfDay(BusinessCalendar.Bank.AddBusinessDays(now.BrazilDay, BoletoDays)),
        _ => now + CheckoutLife,
    };
}
