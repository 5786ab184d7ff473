namespace Shared.Agreements;

/// <param name="LateCharges">What lateness had cost by then; the halves carry it.</param>
public sealed record InstalmentSplit(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Instalment> InstalmentId, int Number,
    int FirstNumber, DateOnly FirstOn, Money First, int SecondNumber, DateOnly SecondOn, Money Second, Money LateCharges)
    : IPersonEvent
{
    public Guid Subject => InstalmentId.Value;
}

/// <summary>
/// Puts two halves in the place of one late instalment, within what the accepted terms allow. They take the next free
/// numbers, so that no address and no receipt changes its meaning. Asked twice, it is split once.
/// </summary>
public sealed class SplitInstalment(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("instalment-not-found", "Não encontramos esta parcela.");
    public static readonly Refusal AlreadyPaid = new("instalment-paid", "Esta parcela já foi paga.");
    public static readonly Refusal Ended = new("agreement-ended", "Este acordo não está mais valendo.");
    public static readonly Refusal AlreadySplit = new("instalment-split", "Esta parcela já foi dividida. Veja as duas partes no acordo.");
    public static readonly Refusal NotLate = new("instalment-not-late", "Esta parcela não está atrasada, e só uma parcela atrasada se divide.");
    public static readonly Refusal NoSplitLeft = new("splits-used", "Este acordo não tem mais divisão de parcela.");
    public static readonly Refusal TooSmall = new("instalment-too-small", "O que falta desta parcela é pouco demais para dividir.");
    public static readonly Refusal NoDayLeft = new("no-later-date", "O credor não dá prazo para uma segunda metade.");
    public static readonly Refusal DayInvalid = new("due-date-invalid", "Esta data não está entre as possíveis. Escolha outra.");
    public static readonly Refusal PriceChanged = new("split-price-changed", "O valor mudou desde que você olhou. Confira o valor de agora.");
    public static readonly Refusal Changed = new("agreement-changed", "O acordo mudou neste momento. Veja como ele está e tente de novo.");

    private const int Tries = 3;

    /// <param name="Expected">What both halves were said to cost; null for whatever it is.</param>
    public sealed record Request(Id<Agreement> AgreementId, int Number, DateOnly SecondOn, Money? Expected);

    /// <summary>The two halves, the first one first.</summary>
    public async Task<Outcome<IReadOnlyList<Instalment>>> ExecuteAsync(Request request, Actor actor)
    {
        try
        {
            // A payment, or the second of two clicks, may come first: what is left to do is looked at again.
            return await db.AgainAsync(Tries, () => SplitAsync(request, actor));
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            db.ChangeTracker.Clear();
            return Changed;
        }
    }

    private async Task<Outcome<IReadOnlyList<Instalment>>> SplitAsync(Request request, Actor actor)
    {
        var plan = await db.PlanAsync(request.AgreementId, clock.Today, QueryTrackingBehavior.TrackAll);

        if (plan?.Find(request.Number) is not { } line)
        {
            return NotFound;
        }

        if (line.Instalment.DroppedAt is not null && plan.StandingFor(line.Instalment.Id) is [var one, var two] && two.Instalment.DueOn == request.SecondOn)
        {
            return Outcome.Of<IReadOnlyList<Instalment>>([one.Instalment, two.Instalment]);
        }

        if (InstalmentHalves.Against(plan, line) is { } refusal)
        {
            return refusal;
        }

        var (first, last) = InstalmentHalves.WindowOf(plan);
        var halves = InstalmentHalves.Of(plan, line, request.SecondOn);

        if (request.SecondOn < first || request.SecondOn > last)
        {
            return DayInvalid;
        }

        if (request.Expected is { } expected && expected != halves.ToPay)
        {
            return PriceChanged;
        }

        var rows = PutIn(plan, line.Instalment, halves);
        await events.RecordAsync(EventOf(line, halves, rows), actor);
        await db.SaveChangesAsync();
        return Outcome.Of<IReadOnlyList<Instalment>>(rows);
    }

    private List<Instalment> PutIn(AgreementPlan plan, Instalment whole, InstalmentHalves halves)
    {
        var taken = plan.All.Max(l => l.Instalment.Number);
        List<Instalment> rows = [Instalment.HalfOf(whole, halves.First, taken + 1), Instalment.HalfOf(whole, halves.Second, taken + 2)];
        whole.Drop(clock.GetUtcNow());
        plan.Agreement.CountSplit();
        db.AddRange(rows);
        return rows;
    }

    private static InstalmentSplit EventOf(PlanLine line, InstalmentHalves halves, List<Instalment> rows) => new InstalmentSplit(
        line.Instalment.CreditorId, line.Instalment.PersonKey, line.Instalment.AgreementId, line.Instalment.Id, line.Instalment.Number,
        rows[0].Number, halves.First.DueOn, halves.First.ToPay, rows[1].Number, halves.Second.DueOn, halves.Second.ToPay, line.Due.LateCharges);
}
