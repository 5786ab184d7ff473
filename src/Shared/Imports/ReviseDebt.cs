using Shared.Creditors;
using Shared.Debts;
using Shared.Imports.Reading;

namespace Shared.Imports;

/// <summary>What of a debt its creditor may change by itself, named as the columns of a file.</summary>
/// <param name="Index">"NONE" for none.</param>
public sealed record DebtFields(
    string? Portfolio, IReadOnlyList<string>? Tags, string? Product, string? Contract, string? OriginCreditor, DateOnly? OriginDate, DateOnly? DueDate, Money? Principal,
    Money? Fees, Percent? FinePercent, Percent? MonthlyInterestPercent, string? Index)
{
    internal static DebtFields Of(Debt d) => new(
        d.Portfolio, d.Tags, d.Product, d.Contract, d.OriginCreditor, d.OriginOn, d.DueOn, d.Principal, d.Fees, Percent.OfFraction(d.FineRate),
        d.InterestFormula is InterestFormula.TaxaLegal ? null : Percent.OfFraction(d.MonthlyInterestRate), d.CorrectionIndex ?? "NONE");
}

/// <summary>
/// Changes what a creditor says of an open debt, by the rules of a file. A later file changes it again only where its row says something else
/// than the creditor's last one: what is corrected here stays while the source is sent as before (ADR 21).
/// </summary>
public sealed class ReviseDebt(AppDb db, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = CloseDebt.NotFound;

    private const int Tries = 3;

    /// <param name="Change">From what holds to what shall hold; a rate or an index left null is the creditor's usual.</param>
    public sealed record Request(Id<Debt> DebtId, Func<DebtFields, DebtFields> Change);

    // Somebody may accept an offer meanwhile, or change another field: it is looked at again.
    public Task<Outcome<Debt>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => ReviseAsync(request, actor));

    private async Task<Outcome<Debt>> ReviseAsync(Request request, Actor actor)
    {
        if (await db.Debts.SingleOrDefaultAsync(d => d.Id == request.DebtId) is not { } debt)
        {
            return NotFound;
        }

        if (FrozenDebt.WhyNot(debt.Status) is { } refusal)
        {
            return refusal;
        }

        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == debt.CreditorId);
        var defaults = DebtDefaults.Of(profile);
        var (before, usual) = (DebtFields.Of(debt), new RowReader(new(LegalLimits.Of(profile), defaults, clock.Today)));
        var after = request.Change(before);
        var (facts, faults) = DebtRow.Read(after, usual.ReadDebt);

        if (faults.Count > 0)
        {
            return UpsertDebt.Invalid with { Errors = DebtRow.ByMember(faults) };
        }

        var terms = (debt.MonthlyInterestRate, debt.InterestFormula, debt.ChargedOn, debt.LateSince);
        DebtRow.Apply(debt, facts, defaults);

        // A debt keeps the way of counting it came with, unless its rate is another.
        if (after.MonthlyInterestPercent == before.MonthlyInterestPercent)
        {
            (debt.MonthlyInterestRate, debt.InterestFormula, debt.ChargedOn, debt.LateSince) = terms;
        }

        if (db.Entry(debt).Properties.Any(p => p.IsModified))
        {
            debt.UpdatedAt = clock.GetUtcNow();
            await events.RecordAsync(new DebtUpdated(debt.CreditorId, debt.PersonKey, debt.Id, debt.Principal), actor);
            await db.SaveChangesAsync();
        }

        return debt;
    }
}
