using Shared.Payments;

namespace Shared.Support;

/// <summary>Notes that somebody gave money back that named no charge, by a transfer. What its gateway gives back by itself is learnt from the gateway.</summary>
public sealed class ReturnStray(AppDb db, ReturnMoney returnMoney)
{
    public const int LongestReference = 80;
    public static readonly Refusal NotFound = StrayDesk.NotFound;
    public static readonly Refusal Resolved = StrayDesk.Resolved;
    public static readonly Refusal ReferenceMissing = new(
        "transfer-reference-invalid", $"Escreva como achar a transferência no banco, em até {LongestReference} letras: o código E2E ou o número do comprovante.");

    private const int Tries = 5;

    /// <param name="Reference">How the transfer is found at the bank: no name, no document.</param>
    public sealed record Request(Id<StrayPayment> StrayPaymentId, string Reference);

    public Task<Outcome<StrayPayment>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => ReturnAsync(request, actor));

    private async Task<Outcome<StrayPayment>> ReturnAsync(Request request, Actor actor)
    {
        if (request.Reference.Trim() is not { Length: > 0 and <= LongestReference } reference)
        {
            return ReferenceMissing;
        }

        if (!(await db.OpenStrayAsync(request.StrayPaymentId, actor)).Succeeded(out var stray, out var refusal))
        {
            return refusal;
        }

        await returnMoney.ExecuteAsync(new(stray, reference), actor);
        await db.SaveChangesAsync();
        return stray;
    }
}
