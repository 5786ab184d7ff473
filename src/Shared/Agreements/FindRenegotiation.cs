using Shared.Debts;
using Shared.Offers;

namespace Shared.Agreements;

/// <summary>An agreement that may give way to another: its debts, and what was paid on it up to now.</summary>
public sealed record Renegotiation(Agreement Agreement, IReadOnlyList<Debt> Debts, IReadOnlyList<PaidPart> Paid)
{
    /// <summary>How an offer remembers what it would take the place of, and at which state of payments it was made.</summary>
    public string Basket => $"{Prefix}{Agreement.Id}:{Paid.Select(p => p.Amount).Total().Cents}";

    /// <summary>The debts as they will come back: less what was paid, each payment on its own day.</summary>
    public Returning Returning
    {
        get
        {
            var credits = from part in Paid
                          from share in Debts.Zip(ReturnDebts.SharesOf(Agreement, Debts, part.Amount))
                          where share.Second > Money.Zero
                          group new DatedCredit(part.On, share.Second, part.Source) by share.First.Id;
            return new(Basket, credits.ToDictionary(c => c.Key, c => (IReadOnlyList<DatedCredit>)[.. c]));
        }
    }

    private const string Prefix = "instead-of:";

    public static bool TryRead(string basket, out Id<Agreement> id)
    {
        id = default;
        return basket.StartsWith(Prefix, StringComparison.Ordinal)
            && Id<Agreement>.TryParse(basket[Prefix.Length..].Split(':')[0], out id);
    }
}

/// <summary>
/// Whether an agreement may give way to another one. As often as its own terms allow. A debtor may ask once it is late, or
/// when it was broken and the rest after that is over; a creditor at any time.
/// </summary>
public sealed class FindRenegotiation(AppDb db, CountPaid countPaid, CreditorClock clock)
{
    public static readonly Refusal NotFound = new("agreement-not-found", "Não encontramos este acordo.");
    public static readonly Refusal Ended = new("agreement-not-renegotiable", "Este acordo já terminou: não há o que renegociar nele.");
    public static readonly Refusal Limit = new("renegotiation-limit-reached", "Este acordo já foi renegociado tantas vezes quanto os termos permitem.");
    public static readonly Refusal InTime = new("agreement-in-time", "Este acordo está em dia. Novas propostas aparecem se uma parcela atrasar.");
    public static readonly Refusal Resting = new("offers-not-yet", "Este acordo foi desfeito há pouco. Novas propostas ainda vão aparecer.");

    public async Task<Outcome<Renegotiation>> ExecuteAsync(Id<Agreement> id, Actor actor)
    {
        if (await db.Agreements.SingleOrDefaultAsync(a => a.Id == id) is not { } agreement)
        {
            return NotFound;
        }

        var inside = db.AgreementDebts.Where(d => d.CreditorId == agreement.CreditorId && d.AgreementId == id);
        var debts = await db.Debts.Where(d => d.CreditorId == agreement.CreditorId && inside.Any(i => i.DebtId == d.Id)).OrderBy(d => d.Id).ToListAsync();
        var expected = agreement.IsLive ? DebtStatus.UnderAgreement : DebtStatus.Open;

        if (!(agreement.IsLive || agreement.Status is AgreementStatus.Broken) || debts.Any(d => d.Status != expected))
        {
            return Ended;
        }

        if (await GenerationAsync(agreement) >= agreement.Terms.Rules.MaxRenegotiations)
        {
            return Limit;
        }

        if (actor.Kind == Actor.DebtorKind && await RefusalForDebtorAsync(agreement, debts) is { } refusal)
        {
            return refusal;
        }

        return new Renegotiation(agreement, debts, await countPaid.ExecuteAsync(agreement));
    }

    private async Task<Refusal?> RefusalForDebtorAsync(Agreement agreement, List<Debt> debts)
    {
        var today = clock.Today;

        if (!agreement.IsLive)
        {
            return debts.Any(d => d.NoOfferBefore > today) ? Resting : null;
        }

        var plan = await db.Instalments.AsNoTracking().Where(i => i.CreditorId == agreement.CreditorId && i.AgreementId == agreement.Id).ToListAsync();
        return Lateness.Of(agreement, plan, today) is null ? InTime : null;
    }

    // How many agreements stand behind this one. The chain is as short as the terms allow.
    private async Task<int> GenerationAsync(Agreement agreement)
    {
        var generation = 0;

        for (var before = agreement.RenegotiatedFrom; before is { } id && generation < agreement.Terms.Rules.MaxRenegotiations; generation++)
        {
            before = await db.Agreements.Where(a => a.CreditorId == agreement.CreditorId && a.Id == id).Select(a => a.RenegotiatedFrom).SingleAsync();
        }

        return generation;
    }
}
