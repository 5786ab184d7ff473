using Shared.Offers;

namespace Shared.Agreements;

/// <summary>One instalment, and what is owed on it on the day of the plan.</summary>
public sealed record PlanLine(Instalment Instalment, InstalmentDue Due, IReadOnlyList<Allotment> Paid)
{
    public bool IsOpen => Instalment is { IsPaid: false, DroppedAt: null };

    public bool IsLate => IsOpen && Due.IsLate;
}

/// <summary>How people call an instalment: its number in the accepted plan, and which half of it, where it was split.</summary>
public sealed record InstalmentPlace(int Number, int Count, int? Half);

/// <summary>An agreement as it stands on a day: every instalment, with what is owed on it. Pure.</summary>
public sealed class AgreementPlan
{
    private AgreementPlan(Agreement agreement, DateOnly day, IReadOnlyList<PlanLine> all) => (Agreement, Day, All) = (agreement, day, all);

    public Agreement Agreement { get; }

    public DateOnly Day { get; }

    /// <summary>By number, with those that went out of the plan.</summary>
    public IReadOnlyList<PlanLine> All { get; }

    /// <summary>What is to be paid or was, in order of due date.</summary>
    public IReadOnlyList<PlanLine> Lines => [.. All.Where(l => l.Instalment.DroppedAt is null).OrderBy(l => l.Instalment.DueOn).ThenBy(l => l.Instalment.Number)];

    /// <summary>What can still be paid, in order of due date; nothing once the agreement has ended.</summary>
    public IReadOnlyList<PlanLine> Open => Agreement.IsLive ? [.. Lines.Where(l => l.IsOpen)] : [];

    public PlanLine? Next => Open.Count > 0 ? Open[0] : null;

    public int PaidCount => All.Count(l => l.Instalment.IsPaid);

    /// <summary>What was paid, late charges included.</summary>
    public Money Paid => All.Select(l => l.Instalment.Paid + l.Instalment.LateChargesPaid).Total();

    /// <summary>What is still to be paid, were all of it paid in its time from this day on.</summary>
    public Money Left => Open.Select(l => l.Due.LateCharges + l.Instalment.Outstanding).Total();

    public PlanLine? Find(int number) => All.SingleOrDefault(l => l.Instalment.Number == number);

    public PlanLine Find(Id<Instalment> id) => All.Single(l => l.Instalment.Id == id);

    /// <summary>The instalment itself; once it was split, its halves in order of due date.</summary>
    public IReadOnlyList<PlanLine> StandingFor(Id<Instalment> id)
    {
        var halves = Lines.Where(l => l.Instalment.SplitFrom == id).ToList();
        return halves.Count > 0 ? halves : [Find(id)];
    }

    public InstalmentPlace PlaceOf(Instalment instalment)
    {
        var count = Agreement.Terms.Payments.Count;

        if (instalment.SplitFrom is not { } whole)
        {
            return new(instalment.Number, count, null);
        }

        var isFirst = All.Where(l => l.Instalment.SplitFrom == whole).Min(l => l.Instalment.Number) == instalment.Number;
        return new(Find(whole).Instalment.Number, count, isFirst ? 1 : 2);
    }

    public static AgreementPlan Of(Agreement agreement, IEnumerable<Instalment> instalments, IEnumerable<Allotment> allotments, DateOnly day)
    {
        var paid = allotments.ToLookup(a => a.InstalmentId);
        return new(agreement, day, [.. instalments.OrderBy(i => i.Number).Select(i => LineOf(i, agreement.Terms, [.. paid[i.Id]], day))]);
    }

    private static PlanLine LineOf(Instalment instalment, OfferTerms terms, IReadOnlyList<Allotment> paid, DateOnly day) =>
        new(instalment, instalment.OwedOn(day, terms, paid), paid);
}

public static class PlansInDb
{
    extension(AppDb db)
    {
        /// <summary>The plan of an agreement in scope. Read to look at; tracked by whoever changes it.</summary>
        public async Task<AgreementPlan?> PlanAsync(
            Id<Agreement> id, DateOnly day, QueryTrackingBehavior tracking = QueryTrackingBehavior.NoTracking, CancellationToken cancellation = default) =>
            await db.Agreements.AsTracking(tracking).SingleOrDefaultAsync(a => a.Id == id, cancellation) is { } agreement
                ? await db.PlanAsync(agreement, day, tracking, cancellation)
                : null;

        /// <exception cref="DbUpdateConcurrencyException">Tracked, and money fell on the agreement since it was read: its rows are of two moments.</exception>
        internal async Task<AgreementPlan> PlanAsync(
            Agreement agreement, DateOnly day, QueryTrackingBehavior tracking = QueryTrackingBehavior.NoTracking, CancellationToken cancellation = default)
        {
            var instalments = await db.Instalments.AsTracking(tracking)
                .Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id).ToListAsync(cancellation);
            var allotments = await db.Allotments.AsNoTracking()
                .Where(a => a.CreditorId == agreement.CreditorId && a.AgreementId == agreement.Id).ToListAsync(cancellation);

            if (tracking is QueryTrackingBehavior.TrackAll && !await db.Agreements.AnyAsync(
                a => a.CreditorId == agreement.CreditorId && a.Id == agreement.Id && a.Version == agreement.Version, cancellation))
            {
                throw new DbUpdateConcurrencyException($"Agreement {agreement.Id} moved on while its instalments were read.");
            }

            // Two payments may be booked in one act: the second one counts what the first has taken.
            var unsaved = db.ChangeTracker.Entries<Allotment>().Where(e => e.State is EntityState.Added && e.Entity.AgreementId == agreement.Id).Select(e => e.Entity);
            return AgreementPlan.Of(agreement, instalments, allotments.Concat(unsaved), day);
        }
    }
}
