using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shared;
using Shared.Creditors;
using Shared.Payments;
using Shared.Staff;

namespace Tests.E2e.Staging;

/// <summary>What the platform's operator does, by the product's own verbs and with the owner's rights: takes creditors in.</summary>
public sealed class Office : IDisposable
{
    private static readonly Actor Operator = Actor.System("e2e");
    private readonly IHost _host;

    public Office(IReadOnlyDictionary<string, string> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)));
        builder.Services.AddPlatform(builder.Configuration, HostRole.Owner).AddModules(builder.Configuration, HostRole.Owner);
        _host = builder.Build();
    }

    /// <summary>How the product knows a document, in the live world.</summary>
    public PersonKey PersonOf(string document) => _host.Services.GetRequiredService<Vault>().PersonOf(TaxId.Parse(document), CreditorMode.Live);

    /// <summary>Takes a company in, opens its account at the sandbox bank and gives it a key to everything.</summary>
    public async Task<Shop> RegisterAsync(string name, string slug, string cnpj, Uri api, CreditorMode mode = CreditorMode.Live)
    {
        var both = Take(await DoAsync((RegisterCreditor register) => register.ExecuteAsync(
            new(slug, name, tenant => new CreditorProfile
            {
                CreditorId = tenant,
                LegalName = $"{name} Comércio Ltda.",
                Document = cnpj,
                Street = "Rua das Flores, 100",
                City = "São Paulo",
                State = "SP",
                PostalCode = "01310100",
                ContactEmail = $"contato@{slug}.example",
                FeesBasis = "Cláusula 9 do contrato",
            }),
            Operator)));
        var id = mode is CreditorMode.Live ? both.Live.Id : both.Test.Id;
        Take(await DoAsync((OpenGatewayAccount open) => open.ExecuteAsync(new(id, "Banco de testes", 1, name, "São Paulo"), Operator), id));
        var key = Take(await DoAsync((IssueApiKey issue) => issue.ExecuteAsync(new("e2e", ApiScopes.All, ExpiresAt: null, ApiScopes.All), Operator), id));
        return new Shop(id, name, new ApiCaller(api, key.Token));
    }

    /// <summary>An account for the console, that may give up so much alone. The answer is the secret of its second proof.</summary>
    public async Task<string> AddStaffAsync(Shop shop, string email, string password, Authority? authority = null)
    {
        var staff = await DoAsync((AddStaff add) => add.ExecuteAsync(new(EmailAddress.Parse(email), "Rita", StaffRole.CreditorAdmin, password, authority), Operator), shop.Id);
        return Take(staff).TotpSecret;
    }

    public void Dispose() => _host.Dispose();

    private static T Take<T>(Outcome<T> outcome) where T : notnull
    {
        Assert.True(outcome.Succeeded(out var taken, out var refusal), refusal?.Message);
        return taken;
    }

    private async Task<T> DoAsync<TVerb, T>(Func<TVerb, Task<T>> act, Id<Creditor>? creditor = null) where TVerb : notnull
    {
        await using var scope = _host.Services.CreateAsyncScope();

        if (creditor is { } tenant)
        {
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
        }

        return await act(scope.ServiceProvider.GetRequiredService<TVerb>());
    }
}
