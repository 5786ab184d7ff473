using Shared.Creditors;
using Shared.Debtors;
using Shared.Debts;
using Shared.Offers;

namespace Tests.Testing;

/// <summary>The things a test begins with, one method per noun. Arguments say only what matters to the test.</summary>
public sealed partial class World
{
    public static readonly TaxId Maria = TaxId.Parse("529.982.247-25");
    public static readonly TaxId Joao = TaxId.Parse("111.444.777-35");

    private int _count;

    public async Task<Creditor> CreditorAsync(string name = "Loja Azul", CreditorMode mode = CreditorMode.Test, Guid? account = null)
    {
        var creditor = new Creditor
        {
            AccountId = account ?? Guid.CreateVersion7(),
            Mode = mode,
            Slug = $"loja-{Guid.CreateVersion7():N}",
            Name = name,
            CreatedAt = Clock.GetUtcNow(),
        };
        await SaveAsync(creditor);
        await SaveAsync(new CreditorProfile
        {
            CreditorId = creditor.Id,
            LegalName = $"{name} Comércio Ltda.",
            Document = "11222333000181",
            Street = "Rua das Flores, 100",
            City = "São Paulo",
            State = "SP",
            PostalCode = "01310100",
            ContactEmail = "contato@loja.example",
            FeesBasis = "Cláusula 9 do contrato",
        });
        return creditor;
    }

    /// <summary>The text of a new API key; every scope unless some are named.</summary>
    public async Task<string> KeyAsync(Creditor creditor, params IReadOnlyList<string> scopes)
    {
        var issued = await DoAsync(creditor, (IssueApiKey issue) =>
            issue.ExecuteAsync(new("Teste", scopes.Count > 0 ? scopes : ApiScopes.All, null, ApiScopes.All), Actor.System("tests")));
        return issued.Succeeded(out var key, out var refusal) ? key.Token : throw new InvalidOperationException(refusal.Code);
    }

    public async Task<Debtor> DebtorAsync(Creditor creditor, TaxId? of = null, string name = "Maria da Silva", string? email = "maria@example.com", string? phone = null)
    {
        var document = of ?? Maria;
        var person = Vault.PersonOf(document, creditor.Mode);

        if (await SeeAsync(creditor, db => db.Debtors.SingleOrDefaultAsync(d => d.PersonKey == person)) is { } known)
        {
            return known;
        }

        var debtor = new Debtor
        {
            CreditorId = creditor.Id,
            PersonKey = person,
            Type = document.Kind is TaxIdKind.Cpf ? DebtorType.Person : DebtorType.Company,
            Name = name,
            State = "SP",
            SealedIdentity = new DebtorIdentity { Document = document.Canonical, Email = email, Phone = phone }.Seal(Vault),
            ContentHash = [],
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
        };
        await SaveAsync(debtor);
        return debtor;
    }

    public async Task<Debt> DebtAsync(
        Creditor creditor, TaxId? of = null, Money? principal = null, int lateDays = 90, string? externalId = null, string? portfolio = null)
    {
        var debtor = await DebtorAsync(creditor, of);
        var number = Interlocked.Increment(ref _count);
        var debt = new Debt
        {
            CreditorId = creditor.Id,
            DebtorId = debtor.Id,
            PersonKey = debtor.PersonKey,
            ExternalId = externalId ?? $"T-{number}",
            Portfolio = portfolio,
            Product = "Cartão",
            Contract = $"C-{number}",
            DueOn = Today.AddDays(-lateDays),
            Principal = principal ?? Money.OfCents(100_000),
            FineRate = 0.02m,
            MonthlyInterestRate = 0.01m,
            ContentHash = [],
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
        };
        await SaveAsync(debt);
        return debt;
    }

    /// <summary>A published policy: one payment with a discount on interest and fine, or interest-free instalments.</summary>
    public async Task<OfferPolicy> PolicyAsync(Creditor creditor, string discount = "50.00", int instalments = 6, PolicyDocument? document = null)
    {
        var policy = new OfferPolicy
        {
            CreditorId = creditor.Id,
            Name = "Campanha",
            Number = Interlocked.Increment(ref _count),
            Document = document ?? PolicyOf(discount, instalments),
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
        };
        policy.Publish(Clock.GetUtcNow());
        await SaveAsync(policy);
        return policy;
    }

    /// <summary>Another policy in the place of the one in force.</summary>
    public async Task<OfferPolicy> ReplacePolicyAsync(Creditor creditor, PolicyDocument document)
    {
        await DoAsync(HostRole.Owner, async (AppDb db) =>
        {
            var current = await db.OfferPolicies.IgnoreQueryFilters().SingleAsync(p => p.CreditorId == creditor.Id && p.Status == PolicyStatus.Published);
            current.Retire(Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        return await PolicyAsync(creditor, document: document);
    }

    public static PolicyDocument PolicyOf(string discount = "50.00", int instalments = 6)
    {
        var off = Percent.Parse(discount);
        var rates = new DiscountRates { Interest = off, Fine = off };
        return new PolicyDocument
        {
            Rules =
            [
                new PolicyRule
                {
                    Id = "todos",
                    Terms =
                    [
                        new PolicyTerms { Id = "a-vista", Form = PaymentForm.SinglePayment, Discount = rates },
                        new PolicyTerms { Id = "parcelado", Form = PaymentForm.Instalments, Instalments = new CountRange(2, instalments) },
                    ],
                },
            ],
        };
    }
}
