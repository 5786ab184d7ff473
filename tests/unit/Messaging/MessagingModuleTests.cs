using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shared.Messaging;

namespace Tests.Messaging;

public sealed class MessagingModuleTests
{
    [Theory]
    [InlineData("Production", "", "false", "Smtp:Host")]
    [InlineData("Production", "", "true", "Inbox:Keep")]
    [InlineData("Production", "mail.example", "true", "Inbox:Keep")]
    [InlineData("Development", "", "false", "Smtp:Host")]
    public void A_worker_that_could_not_send_or_would_show_codes_does_not_start(string environment, string host, string keep, string named)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Validate(environment, host, keep));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "mail.example", "false")]
    [InlineData("Development", "", "true")]
    public void A_worker_with_a_way_out_starts(string environment, string host, string keep) => Validate(environment, host, keep);

    private static void Validate(string environment, string host, string keep)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Smtp:Host", host),
            new("Inbox:Keep", keep),
            new("Portal:PublicUrl", "https://acerto.example"),
            new("Operator:Name", "Acerto Testes Ltda."),
            new("Operator:Cnpj", "11.222.333/0001-81"),
            new("Operator:Address", "Rua do Exemplo, 100"),
            new("Operator:Email", "ajuda@acerto.example"),
            new("Operator:Hours", "das 9h às 18h"),
        ]);
        builder.Services.AddMessaging(HostRole.Worker);
        using var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }
}
