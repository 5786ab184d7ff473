using Shared.Agreements;
using Shared.Debtors;
using Shared.Payments;

namespace Shared.Support;

/// <summary>
/// Somebody says what money is for that named no charge: an instalment, or only the debtor, whose credit it is then. From here on it
/// is a payment like any other, as of the day it was really paid.
/// </summary>
public sealed class IdentifyStray(AppDb db, AttributeMoney attributeMoney)
{
    public static readonly Refusal NotFound = StrayDesk.NotFound;
    public static readonly Refusal Resolved = StrayDesk.Resolved;
    public static readonly Refusal AimNotFound = new("stray-aim-not-found", "Não achamos esta parcela ou esta pessoa. Procure de novo.");

    private const int Tries = 5;

    /// <summary>What it is for; without an instalment it is the debtor's credit.</summary>
    public sealed record Request(Id<StrayPayment> StrayPaymentId, Id<Debtor> DebtorId, Id<Instalment>? InstalmentId);

    // Two at once meet at the row: the second is told that it is done.
    public Task<Outcome<StrayPayment>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => IdentifyAsync(request, actor));

    private async Task<Outcome<StrayPayment>> IdentifyAsync(Request request, Actor actor)
    {
        if (!(await db.OpenStrayAsync(request.StrayPaymentId, actor)).Succeeded(out var stray, out var refusal))
        {
            return refusal;
        }

        if (await db.Debtors.AsNoTracking().SingleOrDefaultAsync(d => d.Id == request.DebtorId) is not { } debtor
            || await PurposeAsync(request, debtor) is not { } purpose)
        {
            return AimNotFound;
        }

        await attributeMoney.ExecuteAsync(new(stray, debtor.PersonKey, purpose), actor);
        await db.SaveChangesAsync();
        return stray;
    }

    private async Task<string?> PurposeAsync(Request request, Debtor debtor) => request.InstalmentId is not { } id ? CreditPurpose.Of(debtor.Id)
        : await db.Instalments.AnyAsync(i => i.Id == id && i.PersonKey == debtor.PersonKey) ? InstalmentPurpose.Of(id)
        : null;
}
