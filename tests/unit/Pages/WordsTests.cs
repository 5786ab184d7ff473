using Portal;
using Shared.Creditors;
using Shared.Agreements;
using Shared.Offers;

namespace Tests.Pages;

public class WordsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("1 vez de R$ 624,45", 62445)]
    [InlineData("3 vezes de R$ 249,78", 24978, 24978, 24978)]
    [InlineData("3 vezes de R$ 33,33, a última de R$ 33,34", 3333, 3333, 3334)]
    [InlineData("2 vezes de R$ 50,00, a última de R$ 50,01", 5000, 5001)]
    [InlineData("Entrada de R$ 100,00 e mais 2 vezes de R$ 50,00", 10000, 5000, 5000)]
    [InlineData("Entrada de R$ 100,00 e mais 3 vezes de R$ 50,00, a última de R$ 50,02", 10000, 5000, 5000, 5002)]
    [InlineData("Entrada de R$ 300,00 e mais 1 vez de R$ 700,00", 30000, 70000)]
    public void A_plan_says_every_different_amount(string said, params int[] cents) =>
        Assert.Equal(said, Terms(cents).Plan.Replace('\u00a0', ' '));

    [Fact]
    public void A_saving_comes_in_reais_first()
    {
        Assert.Equal("Você paga R$ 400,00 a menos (40%)", Terms(60000).SavingInWords.Replace('\u00a0', ' '));
        Assert.Equal("É o valor de hoje, sem acréscimo", Terms(100000).SavingInWords);
        Assert.StartsWith("Você paga R$ 100,00 a mais", Terms(55000, 55000).SavingInWords.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0199", "1,99%")]
    [InlineData("0.01", "1%")]
    [InlineData("0.266752", "26,68%")]
    public void A_rate_is_a_percentage(string fraction, string said) =>
        Assert.Equal(said, decimal.Parse(fraction, System.Globalization.CultureInfo.InvariantCulture).AsPercent());

    [Theory]
    [InlineData(AgreementStatus.Accepted, 3, "Falta pagar a 1ª parcela", "attention")]
    [InlineData(AgreementStatus.Active, 3, "Em dia", "ok")]
    [InlineData(AgreementStatus.Active, 0, "Em dia", "ok")]
    [InlineData(AgreementStatus.Active, -2, "Em dia", "ok")] // The 20th is a holiday: in time until Monday.
    [InlineData(AgreementStatus.Active, -3, "Parcela atrasada: pague até 24 de novembro, terça-feira", "attention")]
    [InlineData(AgreementStatus.Active, -5, "Parcela atrasada: pague até 23 de novembro, segunda-feira", "attention")]
    [InlineData(AgreementStatus.Active, -9, "Parcela atrasada", "attention")]
    [InlineData(AgreementStatus.Settled, null, "Quitado", "ok")]
    public void What_is_not_paid_is_never_green(AgreementStatus status, int? dueInDays, string text, string tone) =>
        Assert.Equal(
            new Standing(text, tone),
            Standing.Of(status, dueInDays is { } days ? Today.AddDays(days) : null, graceDays: 5, Today));

    private static OfferTerms Terms(params int[] cents) => new()
    {
        Form = cents.Length == 1 ? PaymentForm.SinglePayment : PaymentForm.Instalments,
        Balance = new BalanceParts(Money.OfCents(100000), default, default, default, default),
        Discount = new BalanceParts(default, default, default, default, default),
        Payments = [.. cents.Select((c, i) => new OfferPayment(i + 1, Today.AddMonths(i), Money.OfCents(c), default))],
        MonthlyRate = 0,
        CetMonthly = 0,
        CetYearly = 0,
        Debts = [],
        Rules = new AgreementRules(),
        LateFineRate = 0.02m,
        LateMonthlyInterestRate = 0.01m,
    };
}
