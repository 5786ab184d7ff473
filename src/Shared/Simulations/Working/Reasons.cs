using Shared.Offers;

namespace Shared.Simulations.Working;

/// <summary>Why a debt is left without an offer, as its creditor reads it. The codes are contract.</summary>
internal static class Reasons
{
    private static readonly Refusal Resting = new("debt-resting", "Nada é oferecido antes da data em until: um acordo desta conta foi quebrado.");
    private static readonly Refusal NoRule = new("no-rule", "Nenhuma regra da política vale para esta conta.");
    private static readonly Refusal NoDates = new("no-due-dates", "As formas de pagamento da regra não têm vencimentos possíveis.");
    private static readonly Refusal RateAboveLimit = new(
        "rate-above-legal-limit", "Os juros do parcelamento passam do que este credor pode cobrar (Decreto 22.626/1933; REsp 1.720.656).");

    private static readonly Refusal GuardBreached = new("discount-above-guard", "O desconto da regra passa do limite que o credor fixou para si.");
    private static readonly Refusal NothingOwed = new("nothing-owed", "Não resta nada a pagar nesta conta.");
    private static readonly Refusal BelowMinimum = new("instalment-below-minimum", "Toda parcela ficaria abaixo da parcela mínima da regra.");

    public static Refusal Of(NoOffer why, Refusal? breach) => why switch
    {
        NoOffer.NotOpen => QuoteOffers.NotOpen,
        NoOffer.Resting => Resting,
        NoOffer.AgainstTheLaw => breach!,
        NoOffer.NoRule => NoRule,
        NoOffer.NoDates => NoDates,
        NoOffer.RateAboveLimit => RateAboveLimit,
        NoOffer.GuardBreached => GuardBreached,
        NoOffer.NothingOwed => NothingOwed,
        _ => BelowMinimum,
    };
}
