using Shared.Creditors;
using Shared.Offers;

namespace Admin.Api.Dev;

/// <summary>An invented company of the demo: what it is called and looks like, what it may offer, how much it is owed.</summary>
internal sealed record DemoCreditor(string Slug, string Name, string City, string Colour, SampleTrade Trade, int Debts, int People, PolicyDocument Policy, Func<Id<Creditor>, CreditorProfile> Profile)
{
    public static readonly DemoCreditor LojaAurora = new("loja-aurora", "Loja Aurora", "Sao Paulo", "#7A1F5C", SampleTrade.Retail, 10_000, 6_000, AuroraPolicy(), id => new()
    {
        CreditorId = id,
        LegalName = "Loja Aurora Comércio de Móveis Ltda.",
        Document = "20314501000150",
        Street = "Avenida Brasil, 1500",
        City = "São Paulo",
        State = "SP",
        PostalCode = "01430001",
        ContactEmail = "atendimento@lojaaurora.example",
        ContactPhone = "+551130030001",
        Website = "https://lojaaurora.example",
        FeesBasis = "Cláusula 9 do contrato de venda: despesas de cobrança, devidas também pela loja quando ela atrasa",
    });

    public static readonly DemoCreditor TelefoniaNorte = new("telefonia-norte", "Telefonia Norte", "Manaus", "#1B4F8F", SampleTrade.Telecom, 500, 400, NortePolicy(), id => new()
    {
        CreditorId = id,
        LegalName = "Telefonia Norte S.A.",
        Document = "12ABC34501DE35",
        Street = "Avenida Eduardo Ribeiro, 520",
        City = "Manaus",
        State = "AM",
        PostalCode = "69010001",
        ContactEmail = "cobranca@telefonianorte.example",
        ContactPhone = "+559230030002",
        Website = "https://telefonianorte.example",
        FeesBasis = "Cláusula 14 do contrato de prestação de serviço: despesas de cobrança recíprocas",
        DefaultFineRate = 0.02m,
        DefaultMonthlyInterestRate = 0.01m,
        DefaultInterestFormula = InterestFormula.RoundedDay,
    });

    public byte[] Logo()
    {
        using var picture = typeof(DemoCreditor).Assembly.GetManifestResourceStream($"demo/{Slug}.png")!;
        using var content = new MemoryStream();
        picture.CopyTo(content);
        return content.ToArray();
    }

    private static PolicyDocument AuroraPolicy() => new()
    {
        CounterProposal = new CounterFloor
        {
            Discount = Off("35.00", "100.00"),
            MaxInstalments = 24,
            MinInstalment = Money.OfCents(3_000),
            MonthlyRate = Percent.Parse("1.00"),
        },
        Rules =
        [
            new PolicyRule
            {
                Id = "antigas",
                Name = "Vencidas há mais de 180 dias",
                Priority = 1,
                When = new() { DaysOverdue = new(181, null) },
                Terms =
                [
                    AtOnce(principal: "20.00", charges: "100.00"),
                    InParts("sem-juros", 2, 12, charges: "100.00", rate: "0.00") with { DownPayment = Percent.Parse("10.00") },
                ],
            },
            new PolicyRule
            {
                Id = "recentes",
                Name = "Vencidas há até 180 dias",
                Priority = 2,
                Terms =
                [
                    AtOnce(principal: "5.00", charges: "80.00"),
                    InParts("sem-juros", 2, 6, charges: "50.00", rate: "0.00"),
                    InParts("longo", 7, 18, charges: "50.00", rate: "1.00"),
                ],
            },
        ],
    };

    private static PolicyDocument NortePolicy() => new()
    {
        Rules =
        [
            new PolicyRule
            {
                Id = "todas",
                Name = "Todas as contas",
                Priority = 1,
                Terms = [AtOnce(principal: "30.00", charges: "100.00"), InParts("sem-juros", 2, 3, charges: "100.00", rate: "0.00")],
            },
        ],
    };

    private static PolicyTerms AtOnce(string principal, string charges) => new()
    {
        Id = "a-vista",
        Form = PaymentForm.SinglePayment,
        Discount = Off(principal, charges),
    };

    private static PolicyTerms InParts(string id, int fewest, int most, string charges, string rate) => new()
    {
        Id = id,
        Form = PaymentForm.Instalments,
        Instalments = new(fewest, most),
        MinInstalment = Money.OfCents(3_000),
        MonthlyRate = Percent.Parse(rate),
        MaxFirstPaymentDays = 30,
        Discount = Off("0.00", charges),
    };

    private static DiscountRates Off(string principal, string charges) => new()
    {
        Principal = Percent.Parse(principal),
        Interest = Percent.Parse(charges),
        Fine = Percent.Parse(charges),
    };
}
