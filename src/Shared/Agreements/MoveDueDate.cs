namespace Shared.Agreements;

/// <param name="Interest">What the later date costs.</param>
public sealed record DueDateMoved(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Instalment> InstalmentId, int Number, DateOnly From, DateOnly To, Money Interest)
    : IPersonEvent
{
    public Guid Subject => InstalmentId.Value;
}

/// <summary>Moves one due date to later, within what the accepted terms allow. Asked twice, it is moved once.</summary>
public sealed class MoveDueDate(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("instalment-not-found", "Não encontramos esta parcela.");
    public static readonly Refusal AlreadyPaid = new("instalment-paid", "Esta parcela já foi paga.");
    public static readonly Refusal Ended = new("agreement-ended", "Este acordo não está mais valendo.");
    public static readonly Refusal Split = new("instalment-split", "Esta parcela foi dividida em duas. Veja as duas partes no acordo.");
    public static readonly Refusal NoMoveLeft = new("due-date-moves-used", "Este acordo não tem mais mudança de data. As datas que valem são as que estão nele.");
    public static readonly Refusal PartlyPaid = new("instalment-partly-paid", "Já recebemos uma parte desta parcela, e por isso a data dela não muda.");
    public static readonly Refusal PastGrace = new("instalment-past-grace", "O prazo para mudar a data desta parcela já passou.");
    public static readonly Refusal NoDayLeft = new("no-later-date", "Não há outro dia possível para esta parcela antes da próxima.");
    public static readonly Refusal DayInvalid = new("due-date-invalid", "Esta data não está entre as possíveis. Escolha outra.");
    public static readonly Refusal PriceChanged = new("move-price-changed", "O valor mudou desde que você olhou. Confira o valor de agora.");
    public static readonly Refusal Changed = new("agreement-changed", "O acordo mudou neste momento. Veja como ele está e tente de novo.");

    private const int Tries = 3;

    /// <param name="Expected">What the instalment was said to cost then; null for whatever it is.</param>
    public sealed record Request(Id<Agreement> AgreementId, int Number, DateOnly To, Money? Expected);

    public async Task<Outcome<Instalment>> ExecuteAsync(Request request, Actor actor)
    {
        try
        {
            // A payment, or the second of two clicks, may come first: what is left to do is looked at again.
            return await db.AgainAsync(Tries, () => MoveAsync(request, actor));
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            db.ChangeTracker.Clear();
            return Changed;
        }
    }

    private async Task<Outcome<Instalment>> MoveAsync(Request request, Actor actor)
    {
        var plan = await db.PlanAsync(request.AgreementId, clock.Today, QueryTrackingBehavior.TrackAll);

        if (plan?.Find(request.Number) is not { } line)
        {
            return NotFound;
        }

        var instalment = line.Instalment;

        if (instalment is { FirstDueOn: not null, IsPaid: false } && instalment.DueOn == request.To)
        {
            return instalment;
        }

        if (DueDateMove.Against(plan, line) is { } refusal)
        {
            return refusal;
        }

        var (first, last) = DueDateMove.WindowOf(plan, line);
        var move = DueDateMove.Of(plan, line, request.To);

        if (request.To < first || request.To > last)
        {
            return DayInvalid;
        }

        if (request.Expected is { } expected && expected != move.After)
        {
            return PriceChanged;
        }

        instalment.MoveTo(move.To, move.Interest);
        plan.Agreement.CountMove();
        await events.RecordAsync(
            new DueDateMoved(
                instalment.CreditorId, instalment.PersonKey, instalment.AgreementId, instalment.Id, instalment.Number, move.From, move.To, move.Interest),
            actor);
        await db.SaveChangesAsync();
        return instalment;
    }
}
