using Shared.Payments;

namespace Shared.Agreements;

/// <summary>
/// What was paid, split, or belongs to an agreement that ended is asked for no more, by whatever means it was: an open boleto beside
/// the Pix that was paid, a price for several instalments of which one is paid.
/// </summary>
internal sealed class AskNoMore(AppDb db, JobQueue jobs, CreditorClock clock)
    : IReactTo<InstalmentPaid>, IReactTo<InstalmentSplit>, IReactTo<AgreementBroken>, IReactTo<AgreementCancelled>, IReactTo<AgreementRenegotiated>
{
    public Task ReactAsync(InstalmentPaid happened, Actor actor) => AskNoMoreAsync(happened.CreditorId, happened.AgreementId, happened.InstalmentId);

    public Task ReactAsync(InstalmentSplit happened, Actor actor) => AskNoMoreAsync(happened.CreditorId, happened.AgreementId, happened.InstalmentId);

    public Task ReactAsync(AgreementBroken happened, Actor actor) => AskNoMoreAsync(happened.CreditorId, happened.AgreementId, null);

    public Task ReactAsync(AgreementCancelled happened, Actor actor) => AskNoMoreAsync(happened.CreditorId, happened.AgreementId, null);

    public Task ReactAsync(AgreementRenegotiated happened, Actor actor) => AskNoMoreAsync(happened.CreditorId, happened.AgreementId, null);

    // Without one, about all instalments.
    private async Task AskNoMoreAsync(Id<Creditor> creditor, Id<Agreement> agreement, Id<Instalment>? one)
    {
        var today = clock.Today;
        var instalments = one is { } id
            ? [id]
            : await db.Instalments.Where(i => i.CreditorId == creditor && i.AgreementId == agreement).Select(i => i.Id).ToListAsync();
        var prices = await db.Prepayments.AsNoTracking().Where(p => p.CreditorId == creditor && p.AgreementId == agreement && p.ValidOn >= today).ToListAsync();
        List<string> purposes =
        [
            .. instalments.Select(InstalmentPurpose.Of),
            .. prices.Where(p => p.Lines.Any(l => instalments.Contains(l.InstalmentId))).Select(p => PrepaymentPurpose.Of(p.Id)),
        ];

        // As they stand with what this act does: the one whose money has just come is open no more.
        var charges = await db.Charges.Where(c => c.CreditorId == creditor && purposes.Contains(c.Purpose) && Charge.Open.Contains(c.Status)).ToListAsync();

        if (charges.Exists(c => Charge.Open.Contains(c.Status)))
        {
            jobs.Enqueue(new StopAsking(purposes), creditor);
        }
    }
}
