using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shared.Creditors;
using Shared.Payments;

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
        builder.Services.AddPlatform(builder.Configuration, HostRole.Owner).AddPayments(builder.Configuration);
        _host = builder.Build();
    }

    /// <summary>How the product knows a document, in the live world.</summary>
    public PersonKey PersonOf(string document) => _host.Services.GetRequiredService<Vault>().PersonOf(TaxId.Parse(document), CreditorMode.Live);

    /// <summary>Takes a company in and opens its account at the sandbox bank: its live tenant.</summary>
    public async Task<Id<Creditor>> RegisterAsync(string name, string slug, string cnpj)
    {
        var registered = await DoAsync((RegisterCreditor register) => register.ExecuteAsync(
            new(slug, name, id => new CreditorProfile
            {
                CreditorId = id,
                LegalName = $"{name} Comércio Ltda.",
                Document = cnpj,
                Street = "Rua das Flores, 100",
                City = "São Paulo",
                State = "SP",
                PostalCode = "01310100",
                ContactEmail = $"contato@{slug}.example",
            }),
            Operator));
        Invariant.Holds(registered.Succeeded(out var both, out var refusal), refusal?.Message ?? "");
        var live = both!.Live.Id;
        await DoAsync((OpenGatewayAccount open) => open.ExecuteAsync(new(live, "Banco de testes", 1, name, "SAO PAULO"), Operator), live);
        return live;
    }

    public void Dispose() => _host.Dispose();

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
