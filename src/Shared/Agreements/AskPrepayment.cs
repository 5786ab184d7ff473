namespace Shared.Agreements;

public sealed record PrepaymentAsked(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Prepayment> PrepaymentId, int Instalments, Money Nominal, Money LateCharges,
    Money Rebate, Money ToPay)
    : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>Holds the price of paying some instalments today: one ahead, several at once, all the rest.</summary>
public sealed class AskPrepayment(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("instalment-not-found", "Não encontramos esta parcela.");
    public static readonly Refusal NotPayable = PayInstalment.NotPayable;
    public static readonly Refusal NothingChosen = new("no-instalment-chosen", "Escolha ao menos uma parcela.");
    public static readonly Refusal AlreadyPaid = new("instalment-paid", "Uma das parcelas escolhidas já foi paga. Veja o que falta.");
    public static readonly Refusal PriceChanged = new("prepayment-price-changed", "O valor mudou desde que você olhou. Confira o valor de agora.");

    /// <param name="Numbers">Of instalments that are open.</param>
    /// <param name="Expected">What was shown; null for whatever it is.</param>
    public sealed record Request(Id<Agreement> AgreementId, IReadOnlyCollection<int> Numbers, Money? Expected);

    public async Task<Outcome<Prepayment>> ExecuteAsync(Request request, Actor actor)
    {
        var today = clock.Today;
        var plan = await db.PlanAsync(request.AgreementId, today);

        if (Against(plan, request.Numbers) is { } refusal)
        {
            return refusal;
        }

        var agreement = plan!.Agreement;
        var price = PrepaymentPrice.Of(plan, request.Numbers);

        if (request.Expected is { } expected && expected != price.ToPay)
        {
            return PriceChanged;
        }

        var prepayment = new Prepayment
        {
            CreditorId = agreement.CreditorId,
            PersonKey = agreement.PersonKey,
            AgreementId = agreement.Id,
            ValidOn = today,
            Lines = price.Lines,
            ToPay = price.ToPay,
            Key = string.Join(' ', price.Lines.Select(l => $"{l.Number}:{l.ToPay.ToWire()}")),
            CreatedAt = clock.GetUtcNow(),
        };
        return await FindAsync(prepayment) ?? await KeepAsync(prepayment, actor);
    }

    /// <summary>Why these instalments cannot be paid together now; null when they can.</summary>
    public static Refusal? Against(AgreementPlan? plan, IReadOnlyCollection<int> numbers) => plan switch
    {
        null => NotFound,
        _ when numbers.Count == 0 => NothingChosen,
        _ when numbers.Any(n => plan.Find(n) is not { Instalment.DroppedAt: null }) => NotFound,
        _ when !plan.Agreement.IsLive && plan.Agreement.Status is not AgreementStatus.Settled => NotPayable,
        _ when numbers.Any(n => plan.Find(n) is { IsOpen: false }) => AlreadyPaid,
        _ => null,
    };

    private Task<Prepayment?> FindAsync(Prepayment same) => db.Prepayments.AsNoTracking().SingleOrDefaultAsync(
        p => p.CreditorId == same.CreditorId && p.AgreementId == same.AgreementId && p.ValidOn == same.ValidOn && p.Key == same.Key);

    private async Task<Prepayment> KeepAsync(Prepayment prepayment, Actor actor)
    {
        var price = prepayment.Price;
        db.Add(prepayment);
        await events.RecordAsync(
            new PrepaymentAsked(
                prepayment.CreditorId, prepayment.PersonKey, prepayment.AgreementId, prepayment.Id, price.Lines.Count, price.Nominal, price.LateCharges,
                price.Rebate, price.ToPay),
            actor);

        try
        {
            await db.SaveChangesAsync();
            return prepayment;
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            // The second of two clicks: one price for both.
            db.ChangeTracker.Clear();
            return (await FindAsync(prepayment))!;
        }
    }
}
