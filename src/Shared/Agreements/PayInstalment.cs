using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Gives the debtor a way to pay one instalment now, with what lateness added: the open code while it asks for that, else a new one.</summary>
public sealed class PayInstalment(AppDb db, OpenCharge openCharge, DescribeCharge describeCharge, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("instalment-not-found", "Não encontramos esta parcela.");
    public static readonly Refusal AlreadyPaid = new("instalment-paid", "Esta parcela já foi paga.");
    public static readonly Refusal Split = new("instalment-split", "Esta parcela foi dividida em duas. Veja as duas partes no acordo.");
    public static readonly Refusal NotPayable = new("agreement-not-payable", "Este acordo não está mais valendo. Fale com a gente antes de pagar.");

    /// <param name="ReturnUrl">Where a hosted page sends the debtor back; needed for cards.</param>
    public sealed record Request(Id<Agreement> AgreementId, int Number, PaymentMethod Method, Uri? ReturnUrl = null);

    public async Task<Outcome<Charge>> ExecuteAsync(Request request, Actor actor, CancellationToken cancellation)
    {
        var plan = await db.PlanAsync(request.AgreementId, clock.Today, cancellation: cancellation);

        if (!PayableOf(plan, request.Number).Succeeded(out var line, out var refusal))
        {
            return refusal;
        }

        return await openCharge.ExecuteAsync(
            new(plan!.Agreement.CreditorId, plan.Agreement.PersonKey, InstalmentPurpose.Of(line.Instalment.Id), request.Method, actor, stop => DueAsync(request, stop),
                stop => describeCharge.ExecuteAsync(plan.Agreement, request.ReturnUrl, stop)),
            cancellation);
    }

    /// <summary>The instalment of this number, where there is one that still takes money.</summary>
    internal static Outcome<PlanLine> PayableOf(AgreementPlan? plan, int number) => plan?.Find(number) switch
    {
        null => NotFound,
        { Instalment.IsPaid: true } => AlreadyPaid,
        _ when !plan.Agreement.IsLive => NotPayable,
        { Instalment.DroppedAt: not null } => Split,
        var line => line,
    };

    // A code lives until the end of its day, and what is due on a day is the same from its first minute to its last.
    private async Task<Money> DueAsync(Request request, CancellationToken cancellation)
    {
        var now = (await db.PlanAsync(request.AgreementId, clock.Today, cancellation: cancellation))!;
        return now.Open.SingleOrDefault(l => l.Instalment.Number == request.Number)?.Due.Total ?? Money.Zero;
    }
}
