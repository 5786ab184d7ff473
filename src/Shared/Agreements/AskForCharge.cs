using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Somebody asked, on the debtor's behalf, for a way to pay an instalment.</summary>
public sealed record ChargeAsked(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, int Number, string Method) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>Opens the charge that was asked for: the open one while it asks for what is due, else a new one.</summary>
public sealed record OpenAskedCharge(Id<Agreement> AgreementId, int Number, PaymentMethod Method, Actor Actor) : IOutboundJob;

/// <summary>
/// Asks for a charge of one instalment without waiting for the gateway: the worker speaks to it, and the agreement's charges tell what came
/// of it. Asked for again, there is still one open charge.
/// </summary>
public sealed class AskForCharge(AppDb db, JobQueue jobs, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NoGateway = OpenCharge.NoGateway;

    public sealed record Request(Id<Agreement> AgreementId, int Number, PaymentMethod Method);

    public async Task<Outcome<Agreement>> ExecuteAsync(Request request, Actor actor)
    {
        var plan = await db.PlanAsync(request.AgreementId, clock.Today);

        if (!PayInstalment.PayableOf(plan, request.Number).Succeeded(out _, out var refusal))
        {
            return refusal;
        }

        var agreement = plan!.Agreement;
        var accounts = await db.GatewayAccounts.AsNoTracking().Where(a => a.CreditorId == agreement.CreditorId).ToListAsync();

        if (!accounts.Exists(a => a.Takes(request.Method)))
        {
            return NoGateway;
        }

        jobs.Enqueue(new OpenAskedCharge(agreement.Id, request.Number, request.Method, actor), agreement.CreditorId);
        await events.RecordAsync(new ChargeAsked(agreement.CreditorId, agreement.PersonKey, agreement.Id, request.Number, request.Method.ToString()), actor);
        await db.SaveChangesAsync();
        return agreement;
    }
}

internal sealed class RunOpenAskedCharge(PayInstalment payInstalment) : IRun<OpenAskedCharge>
{
    // Whatever it comes to stands on the charge; what was paid, split or ended meanwhile needs none.
    public Task RunAsync(OpenAskedCharge job, CancellationToken stopping) =>
        payInstalment.ExecuteAsync(new(job.AgreementId, job.Number, job.Method), job.Actor, stopping);
}
