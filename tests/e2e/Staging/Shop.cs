using System.Text;
using System.Text.Json;

namespace Tests.E2e.Staging;

/// <summary>What became of an import: its totals, and the result of each row by its external id.</summary>
public sealed class ImportOutcome(JsonElement status, string results)
{
    private readonly ILookup<string, string> _outcomes = results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(',')).ToLookup(cells => cells[1], cells => cells[2]);

    public int ResultRows { get; } = results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;

    public int Count(string name) => status.GetProperty(name).GetInt32();

    /// <summary>Null when the file names it more than once, or never.</summary>
    public string? OutcomeOf(string externalId) => _outcomes[externalId].Count() == 1 ? _outcomes[externalId].Single() : null;
}

/// <summary>A creditor and what its machines do through the API.</summary>
public sealed record Shop(Id<Creditor> Id, string Name, ApiCaller Api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    public async Task<ImportOutcome> ImportAsync(byte[] csv, string? once = null)
    {
        var accepted = await Api.PostFileAsync("/v1/imports", csv, once);
        return await FollowAsync(accepted.GetProperty("id").GetString()!);
    }

    /// <summary>Waits until an import has ended, and reads its result file.</summary>
    public async Task<ImportOutcome> FollowAsync(string importId)
    {
        var since = TimeProvider.System.GetTimestamp();
        var status = await Api.GetAsync($"/v1/imports/{importId}");

        while (status.GetProperty("status").GetString() is "waiting" or "running")
        {
            Invariant.Holds(TimeProvider.System.GetElapsedTime(since) < Patience, $"An import of {Name} does not end: {status}");
            await Task.Delay(200);
            status = await Api.GetAsync($"/v1/imports/{importId}");
        }

        Assert.Equal("completed", status.GetProperty("status").GetString());
        return new ImportOutcome(status, Encoding.UTF8.GetString(await Api.DownloadAsync($"/v1/imports/{importId}/results")));
    }

    /// <summary>À vista with half of interest and fine off, or up to six instalments without interest.</summary>
    public Task<JsonElement> DraftPolicyAsync(string name, string? once = null) => Api.PostAsync(
        "/v1/offer-policies",
        new
        {
            Name = name,
            Document = new
            {
                Rules = new[]
                {
                    new
                    {
                        Id = "todos",
                        Terms = new object[]
                        {
                            new { Id = "a-vista", Form = "singlePayment", Discount = new { Interest = "50.00", Fine = "50.00" } },
                            new { Id = "parcelado", Form = "instalments", Instalments = new { Min = 2, Max = 6 } },
                        },
                    },
                },
            },
        },
        once);

    public async Task PublishPolicyAsync() => await PublishAsync(await DraftPolicyAsync("Campanha"));

    /// <summary>Puts a policy in force, as a document of the published schema.</summary>
    public async Task PublishPolicyAsync(object document) =>
        await PublishAsync(await Api.PostAsync("/v1/offer-policies", new { Name = "Condições", Document = document }));

    private async Task PublishAsync(JsonElement draft)
    {
        await Api.PostAsync($"/v1/offer-policies/{draft.GetProperty("id").GetString()}/publication", body: null);
    }

    /// <summary>Has its events told to this address. The answer is the secret that signs them.</summary>
    public async Task<string> SubscribeAsync(string url, params IReadOnlyList<string> types)
    {
        var endpoint = await Api.PostAsync("/v1/webhook-endpoints", new { Url = url, Types = types });
        return endpoint.GetProperty("secret").GetString()!;
    }
}
