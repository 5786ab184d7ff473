using Shared.Debts;
using Shared.Offers;

namespace Portal;

/// <summary>What was answered to this debtor about one account, in words. With an offer to look at while it stands.</summary>
/// <param name="Kind">The tone of the notice: info, ok or attention.</param>
public sealed record Answer(string Kind, string Heading, IReadOnlyList<string> Lines)
{
    /// <summary>Theirs to accept; null when there is nothing, or nothing any more.</summary>
    public OfferQuote? Offer { get; init; }

    /// <summary>Written by a person of the creditor's staff.</summary>
    public string? Words { get; init; }

    public static Answer Of(CounterProposal proposal, IReadOnlyDictionary<Id<OfferQuote>, OfferQuote> quotes, DateOnly today, Vault vault)
    {
        var quote = (proposal.RulingQuoteId ?? proposal.QuoteId) is { } id ? quotes.GetValueOrDefault(id) : null;
        var asked = $"Você propôs: {proposal.Terms.Plan}, no total de {proposal.Terms.Total}.";

        return (proposal.Answer, proposal.Ruling) switch
        {
            (CounterAnswer.Accepted, _) or (_, CounterRuling.Accepted) => new("ok", "Sua proposta foi aceita", [asked, Until(quote, today)]) { Offer = Live(quote, today) },
            (CounterAnswer.BetterOffer, _) => new("ok", "Já existe uma condição melhor", [asked, $"O credor já oferece: {Said(quote)}", Until(quote, today)]) { Offer = Live(quote, today) },
            (CounterAnswer.Improved, _) => new("info", "Podemos fazer assim", [$"{asked} Esse valor ainda não dá.", $"Mas você pode pagar: {Said(quote)}", Until(quote, today)]) { Offer = Live(quote, today) },
            (_, CounterRuling.Countered) => new("info", "A equipe respondeu com outra proposta", [asked, $"A equipe oferece: {Said(quote)}", Until(quote, today)]) { Offer = Live(quote, today) },
            (_, CounterRuling.Refused) => new("attention", "Desta vez não dá para aceitar", [asked, Why(proposal.RefusalReason)]) { Words = proposal.Words(vault) },
            _ => Waiting(proposal, quote, asked, today),
        };
    }

    /// <summary>An offer that staff made without being asked.</summary>
    public static Answer Of(OfferQuote staffOffer, DateOnly today) =>
        new("ok", "Há uma proposta feita para você", [Said(staffOffer), Until(staffOffer, today)]) { Offer = Live(staffOffer, today) };

    private static Answer Waiting(CounterProposal proposal, OfferQuote? quote, string asked, DateOnly today)
    {
        var meanwhile = Live(quote, today) is { } live ? $"Enquanto isso, esta proposta vale até {live.ValidUntil.Near(today)}: {Said(live)}" : "Enquanto isso, nada muda na sua conta.";

        return today > proposal.AnswerBy
            ? new("attention", "A resposta está atrasada", [asked, $"Prometemos responder até {proposal.AnswerBy!.Value.Near(today)}. A falha é nossa, e a proposta continua na fila.", meanwhile]) { Offer = Live(quote, today) }
            : new("info", "Sua proposta está em análise", [asked, $"Uma pessoa da equipe vai olhar. A resposta chega nesta página até {proposal.AnswerBy!.Value.Near(today)}.", meanwhile]) { Offer = Live(quote, today) };
    }

    private static OfferQuote? Live(OfferQuote? quote, DateOnly today) => quote is not null && quote.ValidUntil >= today ? quote : null;

    private static string Said(OfferQuote? quote) => quote is null ? "" : $"{quote.Terms.Plan}, no total de {quote.Terms.Total}.";

    private static string Until(OfferQuote? quote, DateOnly today) => Live(quote, today) is { } live
        ? $"Vale até {live.ValidUntil.Near(today)}. Nada foi aceito ainda."
        : $"Valia até {quote?.ValidUntil.Near(today)} e venceu. Você pode propor de novo.";

    private static string Why(string? reason) => reason switch
    {
        "amount-too-low" => "O valor ficou abaixo do que o credor pode aceitar.",
        "too-many-months" => "O prazo ficou mais longo do que o credor pode aceitar.",
        "beyond-guards" => "A proposta passa do limite que o credor tem para qualquer acordo.",
        _ => "A equipe olhou a sua proposta e não pôde aceitar.",
    };
}

public static class AnswersInDb
{
    private const int Most = 5;

    extension(AppDb db)
    {
        /// <summary>What stands answered about an account, newest first; what is long over is left out.</summary>
        public async Task<IReadOnlyList<Answer>> AnswersAsync(Id<Debt> id, DateTimeOffset now, Vault vault)
        {
            var (today, recent) = (now.BrazilDay, now - CounterProposal.Window);
            var proposals = await db.CounterProposals.AsNoTracking()
                .Where(p => p.DebtId == id && p.Ruling != CounterRuling.Lapsed && (p.MadeAt > recent || p.RuledAt > recent || (p.Answer == CounterAnswer.Referred && p.Ruling == null)))
                .OrderByDescending(p => p.Number).Take(Most).ToListAsync();
            var quotes = await db.OfferQuotes.AsNoTracking()
                .Where(q => q.DebtId == id && ((q.Origin == QuoteOrigin.Staff && q.ValidUntil >= today) || q.Origin == QuoteOrigin.CounterProposal))
                .OrderByDescending(q => q.ShownOn).ThenByDescending(q => q.Id).Take(4 * Most).ToDictionaryAsync(q => q.Id);
            var ruled = proposals.Select(p => p.RulingQuoteId).OfType<Id<OfferQuote>>().ToHashSet();

            return
            [
                .. quotes.Values.Where(q => q.Origin is QuoteOrigin.Staff && !ruled.Contains(q.Id)).Select(q => Answer.Of(q, today)),
                .. proposals.Select(p => Answer.Of(p, quotes, today, vault)),
            ];
        }
    }
}
