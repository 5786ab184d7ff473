using Shared.Debts;
using Shared.Documents;
using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// What one person paid one creditor in a year. Clear when nothing that was due by the end of it is owed any more, neither an
/// instalment nor a debt without an agreement: only then is it a settlement of the year (Lei 12.007/2009, art. 2º).
/// </summary>
public sealed record YearAtCreditor(Id<Creditor> CreditorId, int Year, IReadOnlyList<YearPayment> Payments, bool IsClear)
{
    public Money Total => Payments.Select(payment => payment.Amount).Total();
}

/// <summary>A past year of the person in scope, creditor by creditor.</summary>
public sealed class FindYear(AppDb db, CreditorClock clock)
{
    public static readonly Refusal NotOver = new("year-not-over", "A declaração de um ano sai em janeiro do ano seguinte.");
    public static readonly Refusal NotFound = new("year-without-payments", "Não encontramos pagamentos neste ano.");

    public async Task<Outcome<IReadOnlyList<YearAtCreditor>>> ExecuteAsync(int year)
    {
        // A year far from any calendar is no year of anybody.
        if (year is < 2000 or > 9000)
        {
            return NotFound;
        }

        if (year >= clock.Today.Year)
        {
            return NotOver;
        }

        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var taken = await db.Allotments.AsNoTracking().Where(a => a.PaidOn >= first && a.PaidOn <= last).ToListAsync();

        if (taken is [])
        {
            return NotFound;
        }

        var owing = await OwingAsync(last);
        var payments = await PaymentsAsync(taken);
        return Outcome.Of<IReadOnlyList<YearAtCreditor>>(
            [.. payments.GroupBy(p => p.Creditor).Select(g => new YearAtCreditor(g.Key, year, [.. g.Select(p => p.Payment)], !owing.Contains(g.Key)))]);
    }

    // By today: what was due in the year and was paid after it is owed no more.
    private async Task<HashSet<Id<Creditor>>> OwingAsync(DateOnly last)
    {
        var instalments = await db.Instalments
            .Where(i => i.DueOn <= last && i.PaidAt == null && i.DroppedAt == null)
            .Join(db.Agreements.Where(a => a.Status == AgreementStatus.Accepted || a.Status == AgreementStatus.Active),
                i => new { i.CreditorId, Id = i.AgreementId }, a => new { a.CreditorId, a.Id }, (i, _) => i.CreditorId)
            .Distinct().ToListAsync();
        var debts = await db.Debts.Where(d => d.Status == DebtStatus.Open && d.DueOn <= last).Select(d => d.CreditorId).Distinct().ToListAsync();
        return [.. instalments, .. debts];
    }

    private async Task<IEnumerable<(Id<Creditor> Creditor, YearPayment Payment)>> PaymentsAsync(List<Allotment> taken)
    {
        List<Id<Agreement>> agreementIds = [.. taken.Select(a => a.AgreementId).Distinct()];
        var numbers = await db.Agreements.Where(a => agreementIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Number);
        var made = (await db.MadeAsync(taken.Select(a => a.PaymentId).Distinct())).ToDictionary(m => m.Payment.Id);
        return taken.GroupBy(a => (a.CreditorId, a.PaymentId, a.AgreementId))
            .Select(g => (g.Key.CreditorId, PaymentOf(made[g.Key.PaymentId], numbers[g.Key.AgreementId], g)))
            .OrderBy(p => p.Item2.PaidAt).ThenBy(p => p.Item2.ExternalId, StringComparer.Ordinal);
    }

    private static YearPayment PaymentOf(MadePayment made, string agreement, IEnumerable<Allotment> taken) => new(
        made.Payment.ExternalId, made.Method.Name, agreement, taken.Select(a => a.Total).Total(), made.Payment.PaidAt);
}
