using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;
using Shared.Messaging;
using Shared.Payments;
using Shared.Staff;

namespace Shared.Support;

public sealed record PersonViewed(Id<Creditor> CreditorId, PersonKey PersonKey, Id<Debtor> DebtorId) : IPersonEvent
{
    public Guid Subject => DebtorId.Value;
}

/// <summary>A debt, and what is owed on it today. Null once nothing is.</summary>
public sealed record DebtToday(Debt Debt, Money? Balance);

public sealed record AgreementWithPlan(Agreement Agreement, IReadOnlyList<Instalment> Instalments);

/// <summary>All that one creditor has on one person. Document and contacts are of kinds that print themselves masked.</summary>
public sealed record PersonFile(Debtor Debtor, TaxId Document, EmailAddress? Email, PhoneNumber? Phone)
{
    public required IReadOnlyList<DebtToday> Debts { get; init; }
    public required IReadOnlyList<AgreementWithPlan> Agreements { get; init; }
    public required IReadOnlyList<Payment> Payments { get; init; }
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>What happened, newest first, without who looked.</summary>
    public required IReadOnlyList<EventRow> Events { get; init; }

    /// <summary>Who looked, newest first, this time included.</summary>
    public required IReadOnlyList<EventRow> Views { get; init; }

    /// <summary>Names of the creditor's staff, by the id an event keeps.</summary>
    public required IReadOnlyDictionary<string, string> Staff { get; init; }
}

/// <summary>Opens the file of one person at the creditor in scope. That somebody looked is an event.</summary>
public sealed class ViewPerson(AppDb db, FindIndexes findIndexes, Vault vault, EventLog events, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("person-not-found", "Não achamos esta pessoa.");

    private const int Most = 200;
    private const int MostViews = 20;

    public async Task<Outcome<PersonFile>> ExecuteAsync(Id<Debtor> id, Actor actor)
    {
        if (await db.Debtors.SingleOrDefaultAsync(d => d.Id == id) is not { } debtor)
        {
            return NotFound;
        }

        await events.RecordAsync(new PersonViewed(debtor.CreditorId, debtor.PersonKey, debtor.Id), actor);
        await db.SaveChangesAsync();

        var identity = DebtorIdentity.Open(debtor.SealedIdentity, vault);
        var email = EmailAddress.TryParse(identity.Email, out var address) ? address : null;
        var phone = PhoneNumber.TryParse(identity.Phone, out var number) ? number : null;
        var story = db.Events.AsNoTracking().Where(e => e.PersonKey == debtor.PersonKey).OrderByDescending(e => e.Id);

        return new PersonFile(debtor, TaxId.Parse(identity.Document), email, phone)
        {
            Debts = await DebtsAsync(debtor),
            Agreements = await AgreementsAsync(debtor),
            Payments = await db.Payments.AsNoTracking().Where(p => p.PersonKey == debtor.PersonKey)
                .OrderByDescending(p => p.PaidAt).Take(Most).ToListAsync(),
            Messages = await db.Messages.AsNoTracking().Where(m => m.PersonKey == debtor.PersonKey)
                .OrderByDescending(m => m.Id).Take(Most).ToListAsync(),
            Events = await story.Where(e => e.Name != nameof(PersonViewed)).Take(Most).ToListAsync(),
            Views = await story.Where(e => e.Name == nameof(PersonViewed)).Take(MostViews).ToListAsync(),
            Staff = (await db.StaffUsers.AsNoTracking().Where(u => u.CreditorId == debtor.CreditorId).Select(u => new { u.Id, u.Name }).ToListAsync())
                .ToDictionary(u => u.Id.ToString(), u => u.Name),
        };
    }

    private async Task<IReadOnlyList<DebtToday>> DebtsAsync(Debtor debtor)
    {
        var debts = await db.Debts.AsNoTracking().Where(d => d.DebtorId == debtor.Id).OrderBy(d => d.DueOn).Take(Most).ToListAsync();
        var indexes = await findIndexes.ExecuteAsync();
        return [.. debts.Select(d => new DebtToday(d, d.Status is DebtStatus.Open or DebtStatus.UnderAgreement ? d.BalanceOn(clock.Today, indexes).Total : null))];
    }

    private async Task<IReadOnlyList<AgreementWithPlan>> AgreementsAsync(Debtor debtor)
    {
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.DebtorId == debtor.Id)
            .OrderByDescending(a => a.AcceptedAt).Take(Most).ToListAsync();
        var instalments = await db.Instalments.AsNoTracking().Where(i => i.PersonKey == debtor.PersonKey).OrderBy(i => i.Number).ToListAsync();
        var plans = instalments.ToLookup(i => i.AgreementId);
        return [.. agreements.Select(a => new AgreementWithPlan(a, [.. plans[a.Id]]))];
    }
}
