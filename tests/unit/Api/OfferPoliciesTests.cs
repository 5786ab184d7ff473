using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Offers;

namespace Tests.Api;

public sealed class OfferPoliciesTests(World world) : IClassFixture<World>
{
    private const string Terms = """[{ "id": "a-vista", "form": "singlePayment" }]""";

    // Everything the language can say, once.
    private const string Whole = """
        {
          "rules": [
            {
              "id": "base", "name": "Todos", "priority": 10,
              "when": {
                "daysOverdue": { "min": 1, "max": 3650 }, "balance": { "min": "10.00", "max": "99999.99" }, "products": ["Cartão"], "portfolios": ["2026"],
                "tags": ["vip"], "states": ["SP", "RJ"], "debtorTypes": ["person"], "negativada": true, "protestada": false,
                "brokenAgreements": { "max": 1 }, "keptAgreements": { "min": 1 }
              },
              "terms": [
                {
                  "id": "parcelado", "form": "instalments", "instalments": { "min": 2, "max": 12 }, "minInstalment": "50.00", "downPayment": "10.00",
                  "monthlyRate": "1.00", "firstPaymentDays": 3, "maxFirstPaymentDays": 30, "dueDays": [5, 10, 20],
                  "discount": { "principal": "10.00", "correction": "0.00", "interest": "100.00", "fine": "100.00", "fees": "0.00" }
                }
              ]
            }
          ],
          "campaigns": [
            {
              "id": "feirao", "name": "Feirão", "from": "2026-11-01", "until": "2026-11-30", "priority": 1, "audience": { "keptAgreements": { "min": 1 } },
              "reward": "Por ter cumprido seus acordos.", "rules": [{ "id": "feirao-1", "terms": [{ "id": "a-vista", "form": "singlePayment" }] }],
              "extraTerms": [{ "id": "extra", "form": "singlePayment" }]
            }
          ],
          "experiment": {
            "id": "teste", "variants": [{ "id": "campea", "weight": 80 }, { "id": "nova", "weight": 20, "rules": [{ "id": "n1", "terms": [{ "id": "a", "form": "singlePayment" }] }] }]
          }
        }
        """;

    [Fact]
    public async Task The_schema_is_public_and_the_committed_one()
    {
        var answer = await world.Api.Caller().ReadAsync("/schemas/offer-policy.v1.json");
        var served = await answer.Response.Content.ReadAsStringAsync();
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "schemas", "offer-policy.v1.json");

        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, served);
        }

        Assert.Equal("application/schema+json", answer.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await File.ReadAllTextAsync(file), served);
    }

    [Fact]
    public async Task All_that_the_language_can_say_is_kept_word_for_word()
    {
        var caller = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));

        var created = await caller.PostAsync("/v1/offer-policies", Body(Whole));

        Assert.Equal(201, created.Status);
        var kept = JsonNode.Parse(created.Json.GetProperty("document").GetRawText())!;
        Assert.True(Contains(kept, JsonNode.Parse(Whole)!), kept.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "rules": [{ "id": "a", "terms": TERMS, "colour": 1 }] }""", "document.rules[0].colour")]
    [InlineData("""{ "rules": [{ "id": "a", "terms": TERMS, "when": { "age": 1 } }] }""", "document.rules[0].when.age")]
    [InlineData("""{ "rules": [{ "id": "a", "terms": TERMS }], "campaigns": [{ "id": "c", "name": "C", "from": "2026-01-01", "until": "2026-01-02", "audience": { "x": 1 } }] }""",
        "document.campaigns[0].audience.x")]
    [InlineData("""{ "rules": [{ "id": "a", "terms": TERMS, "when": { "negativada": "yes" } }] }""", "document.rules[0].when.negativada")]
    public async Task What_the_language_does_not_know_is_refused_by_its_path(string document, string path)
    {
        var caller = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));

        var answer = await caller.PostAsync("/v1/offer-policies", Body(document.Replace("TERMS", Terms, StringComparison.Ordinal)));

        Assert.Equal((400, "validation-failed"), (answer.Status, answer.Code));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(path, out _), answer.Json.GetRawText());
        Assert.Equal([path], answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task An_overlap_is_answered_with_both_rules_and_a_debt_as_data()
    {
        var caller = world.Api.Caller(await world.KeyAsync(await world.CreditorAsync()));
        var document = $$"""
            { "rules": [{ "id": "a", "when": { "daysOverdue": { "min": 30, "max": 60 } }, "terms": {{Terms}} },
                        { "id": "b", "when": { "daysOverdue": { "min": 60 }, "products": ["Cartão"] }, "terms": {{Terms}} }] }
            """;

        var answer = await caller.PostAsync("/v1/offer-policies", Body(document));

        Assert.Equal((422, "policy-rules-overlap"), (answer.Status, answer.Code));
        var overlap = Assert.Single(answer.Json.GetProperty("overlaps").EnumerateArray());
        Assert.Equal(["a", "b"], overlap.GetProperty("rules").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(60, overlap.GetProperty("example").GetProperty("daysOverdue").GetInt32());
        Assert.Equal("Cartão", overlap.GetProperty("example").GetProperty("product").GetString());
        Assert.Contains("60 dias de atraso", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["document.rules[1].priority"], answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    private static string Body(string document) => $$"""{ "name": "Política", "document": {{document}} }""";

    // What was sent is in what came back; that may say more, where something was left to its default.
    private static bool Contains(JsonNode kept, JsonNode sent) => (kept, sent) switch
    {
        (JsonObject a, JsonObject b) => b.All(member => a[member.Key] is { } value && Contains(value, member.Value!)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Contains(pair.First!, pair.Second!)),
        _ => JsonNode.DeepEquals(kept, sent),
    };

    private static string Here([CallerFilePath] string path = "") => path;
}
