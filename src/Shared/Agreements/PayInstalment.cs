using Shared.Payments;

namespace Shared.Agreements;

/// <summary>Gives the debtor a way to pay one instalment now: the open code while it can be paid, else a new one.</summary>
public sealed class PayInstalment(AppDb db, OpenCharge openCharge)
{
    public static readonly Refusal NotFound = new("instalment-not-found", "Não encontramos esta parcela.");
    public static readonly Refusal AlreadyPaid = new("instalment-paid", "Esta parcela já foi paga.");
    public static readonly Refusal NotPayable = new("agreement-not-payable", "Este acordo não está mais valendo. Fale com a gente antes de pagar.");

    public sealed record Request(Id<Agreement> AgreementId, int Number, PaymentMethod Method);

    public async Task<Outcome<Charge>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var agreement = await db.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == request.AgreementId, cancellation);
        var instalment = agreement is null
            ? null
            : await db.Instalments.AsNoTracking().SingleOrDefaultAsync(
                i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id && i.Number == request.Number, cancellation);

        if (agreement is null || instalment is null)
        {
            return NotFound;
        }

        if (instalment.IsPaid)
        {
            return AlreadyPaid;
        }

        if (agreement.Status is not (AgreementStatus.Accepted or AgreementStatus.Active))
        {
            return NotPayable;
        }

        return await openCharge.ExecuteAsync(
            new(agreement.CreditorId, agreement.PersonKey, InstalmentPurpose.Of(instalment.Id), request.Method, stop => DueAsync(instalment, stop)),
            cancellation);
    }

    private async Task<Money> DueAsync(Instalment instalment, CancellationToken cancellation)
    {
        var now = await db.Instalments.AsNoTracking().SingleAsync(i => i.CreditorId == instalment.CreditorId && i.Id == instalment.Id, cancellation);
        return now.Outstanding;
    }
}
