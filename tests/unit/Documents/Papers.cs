using Shared.Creditors;
using Shared.Documents;
using Shared.Offers;

namespace Tests.Documents;

/// <summary>Papers to draw, with every accent and sign a Brazilian paper needs.</summary>
internal static class Papers
{
    public static readonly DateTimeOffset Accepted = new(2026, 11, 22, 17, 32, 5, TimeSpan.Zero);

    public static CreditorProfile Profile() => new()
    {
        CreditorId = Id<Creditor>.New(),
        LegalName = "Lojas Aurora Comércio e Serviços Ltda.",
        Document = "11222333000181",
        Street = "Rua das Acácias, nº 1.200, 3º andar",
        City = "São José dos Campos",
        State = "SP",
        PostalCode = "12230000",
        ContactEmail = "atendimento@aurora.example",
        ContactPhone = "+551232101000",
        Website = "https://aurora.example",
    };

    public static AgreementPaper Agreement(int instalments = 3, decimal monthlyRate = 0, int debts = 1) => new()
    {
        Creditor = CreditorBlock.Of(Profile()),
        DebtorName = "Conceição de Araújo Gonçalves",
        DebtorDocument = TaxId.Parse("529.982.247-25"),
        Number = "2026-7F3K-92QD",
        Debts = [.. Enumerable.Range(1, debts).Select(i => new PaperDebt(
            "Cartão de crédito", $"CT-2024/00{i}871", i % 2 == 0 ? null : "Banco Horizonte S.A.", new(2023, 5, 2), new(2025, 3, 10), Money.OfCents(89_000)))],
        Terms = Terms(instalments, monthlyRate),
        PolicyNumber = 4,
        Acceptance = new(Accepted, "0199a2c4-7b1e-7c55-9d0a-3c1f0a6f2b11", "200.147.35.149"),
    };

    public static OfferTerms Terms(int instalments = 3, decimal monthlyRate = 0)
    {
        var each = Money.OfCents(24_978);
        var interest = monthlyRate == 0 ? Money.Zero : Money.OfCents(1_240);
        return new OfferTerms
        {
            Form = instalments == 1 ? PaymentForm.SinglePayment : PaymentForm.Instalments,
            Balance = new(Money.OfCents(89_000), Money.OfCents(6_230), Money.OfCents(27_755), Money.OfCents(1_905), Money.Zero),
            Discount = new(Money.OfCents(17_800), Money.OfCents(6_230), Money.OfCents(24_021), Money.OfCents(1_905), Money.Zero),
            Payments = [.. Enumerable.Range(1, instalments).Select(n => new OfferPayment(n, new DateOnly(2026, 12, 5).AddMonths(n - 1), each, interest))],
            MonthlyRate = monthlyRate,
            CetMonthly = monthlyRate,
            CetYearly = monthlyRate == 0 ? 0 : 0.266760m,
            Debts = [],
            Rules = new AgreementRules { GraceDays = 10 },
            LateFineRate = 0.02m,
            LateMonthlyInterestRate = 0.01m,
        };
    }

    public static ReceiptPaper Receipt(int payments = 1, int remaining = 2) => new()
    {
        Creditor = CreditorBlock.Of(Profile()),
        DebtorName = "Conceição de Araújo Gonçalves",
        DebtorDocument = TaxId.Parse("529.982.247-25"),
        AgreementNumber = "2026-7F3K-92QD",
        Instalment = 1,
        Instalments = 3,
        Amount = Money.OfCents(24_978),
        PaidAt = Accepted.AddDays(3),
        Payments = [.. Enumerable.Range(0, payments).Select(i => new ReceiptPayment(
            $"E1234567820261125173{i}abcdef12345", "Pix", Money.OfCents(24_978), i == 0 ? Money.OfCents(24_978) : Money.Zero, Accepted.AddDays(3)))],
        Excess = Money.OfCents(24_978 * (payments - 1)),
        Remaining = Money.OfCents(24_978 * remaining),
        InstalmentsRemaining = remaining,
    };

    public static SettlementPaper Settlement(VerificationCode code, bool isTest = false) => new()
    {
        Creditor = CreditorBlock.Of(Profile()),
        IsTest = isTest,
        DebtorName = "Conceição de Araújo Gonçalves",
        DebtorDocument = TaxId.Parse("529.982.247-25"),
        AgreementNumber = "2026-7F3K-92QD",
        AcceptedAt = Accepted,
        SettledAt = Accepted.AddDays(33),
        TermSha256 = new string('a', 64),
        Debts = Agreement(debts: 2).Debts,
        Payments =
        [
            new("E1234567820261125173abcdef12345", "Pix", Money.OfCents(24_978), Accepted.AddDays(3)),
            new("E1234567820261225173abcdef12345", "Pix", Money.OfCents(24_979), Accepted.AddDays(33)),
        ],
        Code = code,
        CheckPage = "https://acerto.example/conferir-quitacao",
    };
}
