using Shared.Documents;

namespace Shared.Agreements;

/// <summary>The term of an agreement, byte for byte as it was accepted.</summary>
public sealed class ShowTerm(AppDb db, Vault vault)
{
    public static readonly Refusal NotFound = new("agreement-not-found", "Não encontramos este acordo.");

    public async Task<Outcome<Paper>> ExecuteAsync(Id<Agreement> id)
    {
        var agreement = await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id);

        if (agreement is null)
        {
            return NotFound;
        }

        var document = await db.PaperAsync(agreement.CreditorId, DocumentKind.AgreementTerm, id.Value);
        return new Paper($"termo-{agreement.Number}.pdf", document!.Open(vault), document.Sha256);
    }
}
