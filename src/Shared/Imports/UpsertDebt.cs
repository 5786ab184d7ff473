using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Imports.Merging;
using Shared.Imports.Reading;

namespace Shared.Imports;

/// <summary>A title came in by itself, not in a file.</summary>
public sealed record DebtCreated(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Money Principal) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

/// <summary>What a creditor says of a title changed, by itself and not in a file.</summary>
public sealed record DebtUpdated(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debt> DebtId, Money Principal) : IPersonEvent
{
    public Guid Subject => DebtId.Value;
}

public enum UpsertEnd { Created, Updated, Unchanged }

/// <summary>
/// Takes in one title as a line of a file would bring it: the same columns, rules and refusals, and the same again changes nothing, whichever
/// way either of them came.
/// </summary>
public sealed class UpsertDebt(AppDb db, Vault vault, EventLog events, CreditorClock clock)
{
    public static readonly Refusal Invalid = new("debt-invalid", "O título não foi aceito. Veja errors: cada campo diz por quê.");

    private const int Tries = 5;

    /// <param name="Row">Its members are the columns of an NDJSON file.</param>
    public sealed record Request(Id<Creditor> CreditorId, object Row);

    /// <param name="Note">What was left out, as nobody could use it: a contact that is none.</param>
    public sealed record Saved(Id<Debt> DebtId, UpsertEnd End, Refusal? Note);

    // An import, or another request with the same title, may be faster: then it is looked at again.
    public Task<Outcome<Saved>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => UpsertAsync(request, actor));

    private async Task<Outcome<Saved>> UpsertAsync(Request request, Actor actor)
    {
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == request.CreditorId);
        var mode = await db.Creditors.Where(c => c.Id == request.CreditorId).Select(c => c.Mode).SingleAsync();
        var defaults = DebtDefaults.Of(profile);
        var read = DebtRow.Read(request.Row, new RowReader(new(LegalLimits.Of(profile), defaults, clock.Today)).Read);

        if (read.Upsert is not { } upsert)
        {
            return Invalid with { Errors = DebtRow.ByMember(read.Faults) };
        }

        using var slice = new Slice(0);
        slice.Add(read, document => vault.PersonOf(document, mode), vault);
        var row = slice.Rows[0];
        var known = await db.Debts.SingleOrDefaultAsync(d => d.CreditorId == request.CreditorId && d.ExternalId == row.ExternalId);
        var title = known is null ? new Title() : Title.Stored(known.Id.Value, known.PersonKey, known.Status, Fingerprint.Of(known.ContentHash));
        var verdict = title.Take(row);

        if (verdict.Outcome is RowOutcome.Rejected)
        {
            return verdict.Why!;
        }

        if (verdict.Outcome is RowOutcome.Unchanged)
        {
            return new Saved(known!.Id, UpsertEnd.Unchanged, verdict.Why);
        }

        var debtor = await WriteDebtorAsync(request.CreditorId, slice, row);
        var debt = known ?? Add(title, debtor, row, upsert.Debt);
        DebtRow.Apply(debt, upsert.Debt, defaults);
        (debt.ContentHash, debt.UpdatedAt) = (row.Hash.ToBytes(), clock.GetUtcNow());
        await (known is null
            ? events.RecordAsync(new DebtCreated(debt.CreditorId, debt.PersonKey, debt.Id, debt.Principal), actor)
            : events.RecordAsync(new DebtUpdated(debt.CreditorId, debt.PersonKey, debt.Id, debt.Principal), actor));
        await db.SaveChangesAsync();
        return new Saved(debt.Id, known is null ? UpsertEnd.Created : UpsertEnd.Updated, verdict.Why);
    }

    private async Task<Debtor> WriteDebtorAsync(Id<Creditor> creditor, Slice slice, SliceRow row)
    {
        var known = await db.Debtors.SingleOrDefaultAsync(d => d.CreditorId == creditor && d.PersonKey == row.Person);
        var file = known is null
            ? PersonFile.New()
            : PersonFile.Stored(
                known.Id.Value, Fingerprint.Of(known.ContentHash), () => DebtorFacts.Of(known.Name, known.State, DebtorIdentity.Open(known.SealedIdentity, vault)));
        file.Take(row, slice);

        if (file.Write(slice, vault) is not var (document, facts, hash))
        {
            return known!;
        }

        var (now, identity) = (clock.GetUtcNow(), facts.Identity(document).Seal(vault));

        if (known is null)
        {
            known = new Debtor
            {
                Id = new(file.Id),
                CreditorId = creditor,
                PersonKey = row.Person,
                Type = row.Type,
                Name = facts.Name,
                State = facts.State,
                SealedIdentity = identity,
                ContentHash = hash.ToBytes(),
                CreatedAt = now,
                UpdatedAt = now,
            };
            db.Add(known);
            return known;
        }

        (known.Name, known.State, known.SealedIdentity, known.ContentHash, known.UpdatedAt) = (facts.Name, facts.State, identity, hash.ToBytes(), now);
        return known;
    }

    private Debt Add(Title title, Debtor debtor, SliceRow row, DebtFacts facts)
    {
        var now = clock.GetUtcNow();
        var debt = new Debt
        {
            Id = new(title.Id),
            CreditorId = debtor.CreditorId,
            DebtorId = debtor.Id,
            PersonKey = row.Person,
            ExternalId = row.ExternalId,
            Product = facts.Product,
            Contract = facts.Contract,
            DueOn = facts.DueOn,
            Principal = facts.Principal,
            FineRate = 0,
            MonthlyInterestRate = 0,
            ContentHash = [],
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Add(debt);
        return debt;
    }
}
