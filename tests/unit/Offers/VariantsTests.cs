using Shared.Offers;

namespace Tests.Offers;

public class VariantsTests
{
    private static readonly PolicyExperiment Test = Experiment("teste-1", 70, 20, 10);

    [Fact]
    public void Each_variant_gets_its_share_of_the_people()
    {
        const int People = 60_000;
        var dealt = Everybody(People).GroupBy(p => Variants.Of(Test, p).Id).ToDictionary(g => g.Key, g => g.Count() / (double)People);

        // Four standard deviations of a fair draw.
        Assert.All(Test.Variants, v => Assert.Equal(v.Weight / 100.0, dealt[v.Id], tolerance: 4 * Math.Sqrt(0.25 / People)));
    }

    [Fact]
    public void A_person_stays_where_they_are() => Assert.All(Everybody(1_000), person =>
        Assert.Equal(Variants.Of(Test, person).Id, Variants.Of(Experiment("teste-1", 70, 20, 10), person).Id));

    // Worked out elsewhere: the first eight bytes of SHA-256 as a fraction of 2^64, laid along the weights.
    [Theory]
    [InlineData("01900000-0000-7000-8000-000000000002", "v0")]
    [InlineData("01900000-0000-7000-8000-000000000006", "v1")]
    [InlineData("01900000-0000-7000-8000-000000000001", "v2")]
    public void No_other_runtime_deals_anew(string person, string variant) => Assert.Equal(variant, Variants.Of(Test, PersonKey.Parse(person)).Id);

    [Fact]
    public void Another_experiment_deals_anew_and_independently()
    {
        var other = Experiment("teste-2", 50, 50);
        var people = Everybody(20_000).Where(p => Variants.Of(Test, p).Id == "v0").ToList();
        var share = people.Count(p => Variants.Of(other, p).Id == "v0") / (double)people.Count;

        Assert.Equal(0.5, share, tolerance: 0.02);
    }

    private static PolicyExperiment Experiment(string id, params int[] weights) =>
        new() { Id = id, Variants = [.. weights.Select((w, i) => new PolicyVariant { Id = $"v{i}", Weight = w })] };

    private static IEnumerable<PersonKey> Everybody(int count)
    {
        var random = new Random(Seed: 7);
        var bytes = new byte[16];

        for (var i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            yield return PersonKey.OfHash(bytes);
        }
    }
}
