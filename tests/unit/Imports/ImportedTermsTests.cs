using System.Text;
using Shared.Creditors;
using Shared.Debts;
using Shared.Imports;

namespace Tests.Imports;

/// <summary>What a debt's contract charges: from the row where it says so, else from the creditor's profile.</summary>
public sealed class ImportedTermsTests(World world) : IClassFixture<World>
{
    private const string Header = "externalId;document;name;product;contract;dueDate;principal;finePercent;monthlyInterestPercent;index;fees";

    [Fact]
    public async Task What_the_row_does_not_say_comes_from_the_profile()
    {
        var shop = await ShopAsync(p => (p.DefaultFineRate, p.DefaultMonthlyInterestRate, p.DefaultInterestFormula, p.DefaultChargedOn, p.DefaultLateSince, p.DefaultCorrectionIndex) =
            (0.015m, 0.008m, InterestFormula.RoundedDay, ChargedOn.Original, LateSince.DueDate, IndexNames.Inpc));

        var results = await ImportAsync(shop, Row("A-1"), Row("A-2", fine: "2", interest: "1", index: "IGP-M"), Row("A-3", index: "none"));

        Assert.All(results, line => Assert.Contains(",created,", line, StringComparison.Ordinal));
        var usual = new LateTerms(0.015m, 0.008m) { Formula = InterestFormula.RoundedDay, ChargedOn = ChargedOn.Original, LateSince = LateSince.DueDate };
        Assert.Equal(
            [(usual, "INPC"), (usual with { FineRate = 0.02m, MonthlyInterestRate = 0.01m }, "IGPM"), (usual, null)],
            await TermsAsync(shop));
    }

    [Fact]
    public async Task The_taxa_legal_holds_where_no_rate_was_agreed()
    {
        var shop = await ShopAsync(p => p.DefaultInterestFormula = InterestFormula.TaxaLegal);

        await ImportAsync(shop, Row("A-1"), Row("A-2", interest: "0,5"));

        Assert.Equal(
            [new LateTerms(0.02m, 0) { Formula = InterestFormula.TaxaLegal }, new LateTerms(0.02m, 0.005m)],
            (await TermsAsync(shop)).Select(t => t.Terms));
    }

    [Fact]
    public async Task The_same_file_changes_nothing_even_after_the_profile_changed_and_a_changed_row_takes_the_profile_of_the_day()
    {
        var shop = await ShopAsync(_ => { });
        await ImportAsync(shop, Row("A-1"), Row("A-2"));
        await ReviseAsync(shop, p => (p.DefaultInterestFormula, p.DefaultCorrectionIndex) = (InterestFormula.Year365, IndexNames.Ipca));

        var results = await ImportAsync(shop, Row("A-1"), Row("A-2", principal: "90.00"));

        Assert.Equal(["2,A-1,unchanged,,", "3,A-2,updated,,"], results);
        Assert.Equal(
            [(InterestFormula.Thirtieth, null), (InterestFormula.Year365, "IPCA")],
            (await TermsAsync(shop)).Select(t => (t.Terms.Formula, t.Index)));
    }

    [Fact]
    public async Task Fees_need_a_clause_of_the_contract()
    {
        var shop = await ShopAsync(p => p.FeesBasis = null);
        Assert.StartsWith("2,A-1,rejected,fees-without-contract-basis,", Assert.Single(await ImportAsync(shop, Row("A-1", fees: "12,50"))), StringComparison.Ordinal);
        await ReviseAsync(shop, p => p.FeesBasis = "Cláusula 9");

        Assert.Equal(["2,A-1,created,,"], await ImportAsync(shop, Row("A-1", fees: "12,50")));

        await ReviseAsync(shop, p => p.IsFinancialInstitution = true);
        Assert.Contains("fees-barred-for-institutions", Assert.Single(await ImportAsync(shop, Row("A-2", fees: "12,50"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_breach_of_the_law_is_told_at_once()
    {
        var shop = await ShopAsync(p => (p.DefaultInterestFormula, p.FeesBasis) = (InterestFormula.Compound, null));

        var line = Assert.Single(await ImportAsync(shop, Row("A-1", fine: "10", interest: "3", fees: "1")));

        Assert.StartsWith("2,A-1,rejected,fine-above-legal-limit,", line, StringComparison.Ordinal);
        Assert.All(
            ["CDC, art. 52", "CTN, art. 161", "Decreto 22.626/1933, art. 4º", "CDC, art. 51, XII"],
            article => Assert.Contains(article, line, StringComparison.Ordinal));
    }

    private static string Row(string externalId, string principal = "100.00", string fine = "", string interest = "", string index = "", string fees = "") =>
        $"{externalId};52998224725;Maria;Cartão;C-1;2025-10-10;{principal};{fine};{interest};{index};{fees}";

    private async Task<Creditor> ShopAsync(Action<CreditorProfile> revise)
    {
        var shop = await world.CreditorAsync();
        await ReviseAsync(shop, revise);
        return shop;
    }

    private Task<int> ReviseAsync(Creditor shop, Action<CreditorProfile> revise) => world.SeeAsync(shop, async db =>
    {
        revise(await db.CreditorProfiles.SingleAsync());
        return await db.SaveChangesAsync();
    });

    private async Task<List<(LateTerms Terms, string? Index)>> TermsAsync(Creditor shop) =>
        [.. (await world.SeeAsync(shop, db => db.Debts.OrderBy(d => d.ExternalId).ToListAsync())).Select(d => (d.LateTerms, d.CorrectionIndex))];

    private async Task<string[]> ImportAsync(Creditor shop, params IReadOnlyList<string> rows)
    {
        var file = new MemoryStream(Encoding.UTF8.GetBytes(Header + "\n" + string.Join('\n', rows)));
        var started = await World.MustAsync(world.DoAsync(shop, (StartImport start) =>
            start.ExecuteAsync(new(file, ImportFormat.Csv), Actor.ApiKey("test"), CancellationToken.None)));
        await world.RunJobsAsync();
        return await world.ResultsAsync(shop, started.Import);
    }
}
