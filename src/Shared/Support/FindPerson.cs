using Shared.Agreements;
using Shared.Debtors;
using Shared.Debts;

namespace Shared.Support;

/// <summary>Finds one person of the creditor in scope by what they can read to support: the document, an agreement's number or a contract's.</summary>
public sealed class FindPerson(AppDb db, Tenant tenant, Vault vault)
{
    public static readonly Refusal NotFound = new("person-not-found", "Não achamos ninguém com este CPF, CNPJ, número de acordo ou contrato.");
    public static readonly Refusal Several = new("person-not-unique", "Mais de uma pessoa tem este contrato. Procure pelo CPF.");

    public async Task<Outcome<Debtor>> ExecuteAsync(string words)
    {
        var wanted = words.Trim();

        if (wanted.Length is 0 or > 100)
        {
            return NotFound;
        }

        var found = TaxId.TryParse(wanted, out var document) ? await ByDocumentAsync(document) : await ByNumberAsync(wanted);
        return found switch
        {
            [] => NotFound,
            [var one] => one,
            _ => Several,
        };
    }

    private async Task<List<Debtor>> ByDocumentAsync(TaxId document)
    {
        var creditor = await db.Creditors.SingleAsync(c => c.Id == tenant.CreditorId);
        var person = vault.PersonOf(document, creditor.Mode);
        return await db.Debtors.AsNoTracking().Where(d => d.PersonKey == person).ToListAsync();
    }

    private async Task<List<Debtor>> ByNumberAsync(string wanted)
    {
        var number = wanted.ToUpperInvariant();
        var agreements = db.Agreements.Where(a => a.Number == number).Select(a => a.DebtorId);
        var contracts = db.Debts.Where(d => d.Contract == wanted || d.ExternalId == wanted).Select(d => d.DebtorId);
        return await db.Debtors.AsNoTracking().Where(d => agreements.Contains(d.Id) || contracts.Contains(d.Id)).OrderBy(d => d.Id).Take(2).ToListAsync();
    }
}
