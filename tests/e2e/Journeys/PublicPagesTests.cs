namespace Tests.E2e.Journeys;

/// <summary>What everybody may read, before they say who they are.</summary>
public sealed class PublicPagesTests(MarketStage stage)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/como-funciona")]
    public async Task Light_and_legible_for_everybody(string path)
    {
        await using var visit = await Visit.StartAsync(stage, stage.Portal);

        await visit.GoAsync(path);

        Assert.Empty(await Inspector.LookAsync(visit, stage.Portal));
        Assert.Empty(visit.Complaints);
    }
}
