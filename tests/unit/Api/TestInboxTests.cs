using Microsoft.Extensions.DependencyInjection;
using Shared.Messaging;

namespace Tests.Api;

public sealed class TestInboxTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Shows_what_was_sent_to_this_creditors_people_and_to_nobody_else()
    {
        var shop = await world.CreditorAsync();
        var other = await world.CreditorAsync("Loja Verde");
        var debtor = await world.DebtorAsync(shop);
        await SendAsync(debtor.PersonKey, "123456");

        var letters = (await world.Api.Caller(await world.KeyAsync(shop)).ReadAsync("/v1/test/inbox")).Json.GetProperty("data");
        var none = (await world.Api.Caller(await world.KeyAsync(other)).ReadAsync("/v1/test/inbox")).Json.GetProperty("data");

        Assert.Equal(("maria@example.com", "123456"), (letters[0].GetProperty("to").GetString(), letters[0].GetProperty("code").GetString()));
        Assert.Equal(0, none.GetArrayLength());
    }

    private Task<Message> SendAsync(PersonKey person, string code) => world.DoAsync(HostRole.Worker, (IServiceProvider services) =>
    {
        services.GetRequiredService<Tenant>().EnterPerson(person);
        var letter = services.GetRequiredService<LetterBook>().Write("one-time-code", new Dictionary<string, string> { ["code"] = code });
        return services.GetRequiredService<SendMessage>().ExecuteAsync(
            new(person, MessageKind.OneTimeCode, Guid.CreateVersion7(), EmailAddress.Parse("maria@example.com"), letter), CancellationToken.None);
    });
}
