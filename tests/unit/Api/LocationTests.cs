namespace Tests.Api;

/// <summary>What was made can be read where the answer said that it is.</summary>
public sealed class LocationTests(World world) : IClassFixture<World>
{
    public static TheoryData<string, string> Made => new()
    {
        { "/v1/api-keys", """{ "name": "ERP", "scopes": ["debts:read"] }""" },
        { "/v1/holidays", """{ "date": "2026-07-09", "name": "Revolução Constitucionalista", "state": "SP" }""" },
        { "/v1/webhook-endpoints", """{ "url": "https://erp.loja.com.br/acerto", "types": ["payment.received"] }""" },
        { "/v1/users", $$"""{ "email": "{{Guid.CreateVersion7():N}}@loja.example", "name": "Ana", "role": "support" }""" },
        { "/v1/gateway-accounts", """{ "gateway": "sandbox", "name": "Banco", "beneficiaryName": "Loja Azul", "beneficiaryCity": "Sao Paulo" }""" },
        {
            "/v1/debts",
            """{ "externalId": "T-1", "document": "52998224725", "name": "Maria", "product": "Cartão", "contract": "C", "dueDate": "2025-10-10", "principal": "10.00" }"""
        },
    };

    [Theory]
    [MemberData(nameof(Made))]
    public async Task Leads_to_what_was_made_with_its_tag(string path, string body)
    {
        var caller = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));

        var made = await caller.PostAsync(path, body);
        var shown = await caller.ReadAsync(made.Header("Location"));
        var known = await caller.CallAsync(HttpMethod.Get, made.Header("Location"), null, null, ("If-None-Match", shown.Tag!));

        Assert.Equal((201, 200, 304), (made.Status, shown.Status, known.Status));
        Assert.EndsWith(shown.Json.GetProperty("id").GetString()!, made.Header("Location"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Made))]
    public async Task Leads_nobody_else_there(string path, string body)
    {
        var made = await world.Api.Caller(await world.KeyAsync(await world.CreditorAsync())).PostAsync(path, body);
        var stranger = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));

        Assert.Equal(404, (await stranger.ReadAsync(made.Header("Location"))).Status);
    }
}
