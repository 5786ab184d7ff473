using System.Security.Cryptography;
using System.Text.Json;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Documents;
using Shared.Offers;
using Shared.Payments;

namespace Shared.Agreements;

/// <param name="DebtId">The first of the debts in it.</param>
public sealed record AgreementAccepted(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Debt> DebtId, Money Total, Money Discount, int Instalments) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>An agreement gave way to another one over the same debts. <paramref name="Paid"/> is what was paid on it: it came off them.</summary>
public sealed record AgreementRenegotiated(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Agreement> AgreementId, Id<Agreement> NewAgreementId, Money Paid) : IPersonEvent
{
    public Guid Subject => AgreementId.Value;
}

/// <summary>
/// The debtor says yes to an offer as it was shown; the debt comes under an agreement. The quote binds until its date,
/// so what was read is what is agreed. One made in place of an agreement ends that in the same act.
/// </summary>
public sealed class AcceptOffer(AppDb db, GiveWay giveWay, EventLog events, JobQueue jobs, Vault vault, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("offer-not-found", "Não encontramos esta proposta.");
    public static readonly Refusal Taken = new("debt-not-open", "Esta conta já tem um acordo ou já foi encerrada.");
    public static readonly Refusal Expired = new("offer-expired", "Esta proposta venceu. Veja as propostas de hoje.");

    public static readonly Refusal Outdated = new("offer-outdated", "Desde esta proposta houve um pagamento ou um desconto nesta conta, e o valor dela mudou. Veja as propostas de hoje.");

    private const string NumberAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="Seen">For an offer in place of an agreement: what <see cref="SeeMoneyOfAgreement"/> found on that one a moment ago.</param>
    public sealed record Request(Id<OfferQuote> QuoteId, AcceptanceEvidence Evidence, MoneyInSight? Seen = null);

    public async Task<Outcome<Agreement>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.OfferQuotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == request.QuoteId) is not { } quote)
        {
            return NotFound;
        }

        if (clock.Today > quote.ValidUntil)
        {
            return Expired;
        }

        var past = await giveWay.ExecuteAsync(quote, request.Seen, actor);

        if (!past.Succeeded(out var given, out var refusal))
        {
            return refusal;
        }

        var ids = quote.Terms.Debts.Select(d => d.DebtId).ToList();
        var debts = await db.Debts.Where(d => d.CreditorId == quote.CreditorId && ids.Contains(d.Id)).OrderBy(d => d.Id).ToListAsync();

        if (debts.Any(d => d.Status is not DebtStatus.Open))
        {
            db.ChangeTracker.Clear();
            return Taken;
        }

        // A quote binds the creditor, and nobody pays twice: what came off since is not in it.
        if (given.Old is null && quote.Basket != ShowOffers.BasketOf(debts))
        {
            db.ChangeTracker.Clear();
            return Outdated;
        }

        var agreement = await DrawUpAsync(quote, debts, request.Evidence, given.Old?.Id);
        debts.ForEach(debt => debt.PutUnderAgreement(agreement.AcceptedAt));

        if (given.Old is { } old)
        {
            await events.RecordAsync(new AgreementRenegotiated(old.CreditorId, old.PersonKey, old.Id, agreement.Id, given.Paid), actor);
        }

        await events.RecordAsync(
            new AgreementAccepted(
                agreement.CreditorId, agreement.PersonKey, agreement.Id, quote.DebtId, agreement.Total, quote.Terms.Discount.Total, quote.Terms.Payments.Count),
            actor);

        // Who said yes on our screens has just read it all; who said it elsewhere reads it now.
        if (request.Evidence.Elsewhere is not null)
        {
            jobs.Enqueue(new SendAgreementLetter(agreement.Id, AgreementLetter.Accepted, agreement.AcceptedAt), agreement.CreditorId);
        }

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            db.ChangeTracker.Clear();
            return Taken;
        }

        return agreement;
    }

    private async Task<Agreement> DrawUpAsync(OfferQuote quote, List<Debt> debts, AcceptanceEvidence evidence, Id<Agreement>? renegotiatedFrom)
    {
        var now = clock.GetUtcNow();
        var number = $"{now.BrazilDay.Year}-{RandomNumberGenerator.GetString(NumberAlphabet, 4)}-{RandomNumberGenerator.GetString(NumberAlphabet, 4)}";
        var term = AgreementTermPdf.Draw(await PaperAsync(quote, debts, evidence, number, now));
        var agreement = new Agreement
        {
            CreditorId = quote.CreditorId,
            PersonKey = quote.PersonKey,
            DebtorId = quote.DebtorId,
            PolicyId = quote.PolicyId,
            QuoteId = quote.Id,
            Number = number,
            Terms = quote.Terms,
            Total = quote.Terms.Total,
            AcceptedAt = now,
            SealedEvidence = vault.Seal(JsonSerializer.SerializeToUtf8Bytes(evidence), AgreementEvidence.Context),
            TermSha256 = Convert.ToHexStringLower(SHA256.HashData(term)),
            RenegotiatedFrom = renegotiatedFrom,
        };

        db.Add(agreement);
        db.AddRange(debts.Select(debt => new AgreementDebt
        {
            CreditorId = debt.CreditorId,
            PersonKey = debt.PersonKey,
            AgreementId = agreement.Id,
            DebtId = debt.Id,
        }));
        db.AddRange(quote.Terms.Payments.Select(payment => new Instalment
        {
            CreditorId = agreement.CreditorId,
            PersonKey = agreement.PersonKey,
            AgreementId = agreement.Id,
            Number = payment.Number,
            Amount = payment.Amount,
            Interest = payment.Interest,
            DueOn = payment.DueOn,
        }));
        db.Add(Document.Of(vault, agreement.CreditorId, agreement.PersonKey, DocumentKind.AgreementTerm, agreement.Id.Value, term, now));
        return agreement;
    }

    private async Task<AgreementPaper> PaperAsync(OfferQuote quote, List<Debt> debts, AcceptanceEvidence evidence, string number, DateTimeOffset now)
    {
        var profile = await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == quote.CreditorId);
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == quote.CreditorId && d.Id == quote.DebtorId);
        var policy = await db.OfferPolicies.AsNoTracking().SingleAsync(p => p.CreditorId == quote.CreditorId && p.Id == quote.PolicyId);

        return new AgreementPaper
        {
            Creditor = CreditorBlock.Of(profile),
            DebtorName = debtor.Name,
            DebtorDocument = TaxId.Parse(DebtorIdentity.Open(debtor.SealedIdentity, vault).Document),
            Number = number,
            Debts = [.. debts.Select(d => new PaperDebt(d.Product, d.Contract, d.OriginCreditor, d.OriginOn, d.DueOn, d.Principal))],
            Terms = quote.Terms,
            PolicyNumber = policy.Number,
            Acceptance = new PaperAcceptance(now, evidence.SignInId, evidence.ClientAddress)
            {
                Elsewhere = evidence.Elsewhere is { } yes ? new PaperYes(yes.How, yes.SaidAt, yes.Reference, yes.Sha256) : null,
            },
        };
    }
}
