using System.Text;
using Npgsql;
using Shared.Debtors;
using Shared.Debts;
using Shared.Imports;

namespace Tests.Imports;

public sealed class ImportTests(World world) : IClassFixture<World>
{
    private const string Header = "externalId;document;name;email;phone;product;contract;dueDate;principal;finePercent;action";

    [Fact]
    public async Task Brings_in_debts_and_their_debtors()
    {
        var shop = await world.CreditorAsync();

        var (import, results) = await ImportAsync(shop, "A-1;529.982.247-25;Maria da Silva;maria@exemplo.example;11987654321;Cartão;C-1;10/10/2025;1.234,56;2,00;");

        Assert.Equal((ImportStatus.Completed, 1, 1), (import.Status, import.RowsRead, import.Created));
        Assert.Equal(["2,A-1,created,,"], results);
        var debt = await world.SeeAsync(shop, db => db.Debts.SingleAsync());
        Assert.Equal((123_456, new DateOnly(2025, 10, 10), 0.01m, DebtStatus.Open), (debt.Principal.Cents, debt.DueOn, debt.MonthlyInterestRate, debt.Status));
        Assert.Equal(world.Vault.PersonOf(World.Maria, shop.Mode), debt.PersonKey);
        var debtor = await world.SeeAsync(shop, db => db.Debtors.SingleAsync());
        Assert.Equal((debt.DebtorId, "Maria da Silva"), (debtor.Id, debtor.Name));
        Assert.Equal("+5511987654321", DebtorIdentity.Open(debtor.SealedIdentity, world.Vault).Phone);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var shop = await world.CreditorAsync();
        string[] rows = ["A-1;52998224725;Maria;;;Cartão;C-1;2025-10-10;100.00;;", "A-2;11144477735;João;;;Cartão;C-2;2025-10-10;50.00;;", "A-2;;;;;;;;;;close:paid"];
        await ImportAsync(shop, rows);
        var before = await SnapshotAsync(shop);
        world.Clock.Advance(TimeSpan.FromDays(1));

        var (import, results) = await ImportAsync(shop, rows);

        Assert.Equal((3, 3), (import.RowsRead, import.Unchanged));
        Assert.Equal(["2,A-1,unchanged,,", "3,A-2,unchanged,,", "4,A-2,unchanged,,"], results);
        Assert.Equal(before, await SnapshotAsync(shop));
    }

    [Fact]
    public async Task A_wrong_row_never_loses_a_right_one()
    {
        var shop = await world.CreditorAsync();

        var (import, results) = await ImportAsync(shop,
            "A-1;52998224725;Maria;;;Cartão;C-1;2025-10-10;100.00;;",
            "A-2;52998224726;Maria;;;Cartão;C-2;2025-10-10;100.00;;",
            "\"A-3;52998224725;Maria;;;Cartão;C-3;2025-10-10;100.00;;",
            "A-4;52998224725;Maria;;;Cartão;C-4;2025-10-10;100.00;10,00;",
            "A-5;52998224725;Maria",
            ";52998224725;Maria;;;Cartão;C-6;2025-10-10;100.00;;",
            "A-7;52998224725;Maria;;123;Cartão;C-7;2025-10-10;100.00;;");

        Assert.Equal((7, 2, 5), (import.RowsRead, import.Created, import.Rejected));
        Assert.Equal(
            ["2,A-1,created,", "3,A-2,rejected,document-invalid", "4,,rejected,line-wrong-quotes", "5,A-4,rejected,fine-above-legal-limit",
                "6,,rejected,line-wrong-width", "7,,rejected,external-id-missing", "8,A-7,created,phone-ignored"],
            results.Select(line => string.Join(',', line.Split(',')[..4])));
    }

    [Fact]
    public async Task A_changed_row_changes_the_debt_and_what_is_known_of_the_debtor()
    {
        var shop = await world.CreditorAsync();
        await ImportAsync(shop, "A-1;52998224725;Maria;maria@exemplo.example;11987654321;Cartão;C-1;2025-10-10;100.00;;");

        var (_, results) = await ImportAsync(shop, "A-1;52998224725;Maria da Silva;;11912345678;Cartão;C-1;2025-10-10;90.00;;");

        Assert.Equal(["2,A-1,updated,,"], results);
        Assert.Equal(9_000, (await world.SeeAsync(shop, db => db.Debts.SingleAsync())).Principal.Cents);
        var debtor = await world.SeeAsync(shop, db => db.Debtors.SingleAsync());
        var identity = DebtorIdentity.Open(debtor.SealedIdentity, world.Vault);
        Assert.Equal(("Maria da Silva", "maria@exemplo.example", "+5511912345678"), (debtor.Name, identity.Email, identity.Phone));
    }

    [Fact]
    public async Task The_last_row_of_a_title_is_the_one_that_stands()
    {
        var shop = await world.CreditorAsync();
        string[] rows =
        [
            "A-1;52998224725;Maria;;;Cartão;C-1;2025-10-10;100.00;;",
            "A-1;52998224725;Maria;;;Cartão;C-1;2025-10-10;80.00;;",
            "A-1;52998224725;Maria;;;Cartão;C-1;2025-10-10;80.00;;",
            "A-1;11144477735;João;;;Cartão;C-1;2025-10-10;80.00;;",
        ];

        var (_, first) = await ImportAsync(shop, rows);
        var before = await SnapshotAsync(shop);
        await ImportAsync(shop, rows);

        Assert.Equal(["2,A-1,created,", "3,A-1,updated,", "4,A-1,unchanged,", "5,A-1,rejected,debtor-changed"], first.Select(line => string.Join(',', line.Split(',')[..4])));
        Assert.Equal(before.Debts, (await SnapshotAsync(shop)).Debts);
        Assert.Equal(8_000, (await world.SeeAsync(shop, db => db.Debts.SingleAsync())).Principal.Cents);
    }

    [Fact]
    public async Task A_closed_title_stays_closed_and_one_under_agreement_keeps_its_amount()
    {
        var shop = await world.CreditorAsync();
        await ImportAsync(shop, Row("A-1", "100.00"), Row("A-2", "100.00"), Row("A-3", "100.00"), Close("A-1"));
        await SetAsync(shop, "A-2", debt => debt.PutUnderAgreement(world.Clock.GetUtcNow()));
        await SetAsync(shop, "A-3", debt =>
        {
            debt.PutUnderAgreement(world.Clock.GetUtcNow());
            debt.Settle(world.Clock.GetUtcNow());
        });

        var (import, results) = await ImportAsync(shop,
            Row("A-1", "90.00"), Row("A-2", "90.00"), Row("A-3", "90.00"), Row("A-2", "100.00"), Close("A-2"), Close("A-3"), Close("A-9"));

        Assert.Equal(
            ["debt-closed", "debt-under-agreement", "debt-settled", "", "debt-under-agreement", "debt-settled", "debt-not-found"],
            results.Select(line => line.Split(',')[3]));
        Assert.Equal((6, 1), (import.Rejected, import.Unchanged));
        Assert.All(await world.SeeAsync(shop, db => db.Debts.ToListAsync()), debt => Assert.Equal(10_000, debt.Principal.Cents));
    }

    [Fact]
    public async Task Closes_with_the_reason_given()
    {
        var shop = await world.CreditorAsync();
        await ImportAsync(shop, Row("A-1", "100.00"));

        var (import, results) = await ImportAsync(shop, Close("A-1"), Row("A-2", "10.00"), Close("A-2"));

        Assert.Equal(["2,A-1,closed,,", "3,A-2,created,,", "4,A-2,closed,,"], results);
        Assert.Equal(2, import.Closed);
        Assert.All(await world.SeeAsync(shop, db => db.Debts.ToListAsync()), d => Assert.Equal((DebtStatus.Closed, "paid"), (d.Status, d.ClosedReason)));
    }

    [Fact]
    public async Task No_cell_of_the_result_is_a_formula()
    {
        var shop = await world.CreditorAsync();

        var (_, results) = await ImportAsync(shop, Row("=cmd|' /C calc'!A0", "100.00"), Row("+1", "100.00"), Row("\"a,\"\"b\"\"\"", "100.00"), Row("-x", "0"));

        Assert.Equal(
            ["2,'=cmd|' /C calc'!A0,created,,", "3,'+1,created,,", "4,\"a,\"\"b\"\"\",created,,"], results[..3]);
        Assert.StartsWith("5,'-x,rejected,principal-invalid,", results[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_creditor_sees_nothing_of_it_and_may_use_the_same_ids()
    {
        var (shop, neighbour) = (await world.CreditorAsync(), await world.CreditorAsync("Telefonia Norte"));
        var (import, _) = await ImportAsync(shop, Row("A-1", "100.00"));

        var (other, _) = await ImportAsync(neighbour, Row("A-1", "70.00"));

        Assert.Equal(1, other.Created);
        Assert.Equal(7_000, (await world.SeeAsync(neighbour, db => db.Debts.SingleAsync())).Principal.Cents);
        var refused = await world.DoAsync(neighbour, (FindImportResults find) => find.ExecuteAsync(import.Id));
        Assert.False(refused.Succeeded(out _, out var refusal));
        Assert.Equal("import-not-found", refusal.Code);
    }

    [Fact]
    public async Task Takes_json_lines_too()
    {
        var shop = await world.CreditorAsync();
        const string lines = "{\"externalId\":\"A-1\",\"document\":\"52998224725\",\"name\":\"Maria\",\"product\":\"Cartão\",\"contract\":\"C-1\",\"dueDate\":\"2025-10-10\",\"principal\":100.00,\"tags\":[\"b\",\"a\"]}\n{\n";

        var (import, results) = await WorkOffAsync(shop, lines, ImportFormat.Ndjson);

        Assert.Equal((1, 1), (import.Created, import.Rejected));
        Assert.StartsWith("2,,rejected,line-not-json", results[1], StringComparison.Ordinal);
        Assert.Equal(["a", "b"], (await world.SeeAsync(shop, db => db.Debts.SingleAsync())).Tags);
    }

    [Fact]
    public async Task A_file_without_a_sensible_header_is_refused_at_once_and_not_kept()
    {
        var shop = await world.CreditorAsync();

        var outcome = await StartAsync(shop, "nome;cpf\nMaria;52998224725\n", ImportFormat.Csv);

        Assert.False(outcome.Succeeded(out _, out var refusal));
        Assert.Equal("column-unknown", refusal.Code);
        Assert.Equal(0, await world.SeeAsync(shop, db => db.Imports.CountAsync()));
    }

    [Fact]
    public async Task An_offer_accepted_while_the_file_is_merged_wins()
    {
        var shop = await world.CreditorAsync();
        await ImportAsync(shop, Row("A-1", "100.00"), Row("A-2", "100.00"));
        await using var portal = new NpgsqlConnection(world.Database.ConnectionStringOf(HostRole.Owner));
        await portal.OpenAsync(TestContext.Current.CancellationToken);
        await using var accepting = await portal.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("update debts set status = 'UnderAgreement' where creditor_id = $1 and external_id = 'A-1'", portal, accepting);
        command.Parameters.AddWithValue(shop.Id.Value);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var importing = ImportAsync(shop, Row("A-1", "90.00"), Row("A-2", "90.00"));
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await accepting.CommitAsync(TestContext.Current.CancellationToken);

        var (import, results) = await importing;
        Assert.Equal((1, 1), (import.Updated, import.Rejected));
        Assert.StartsWith("2,A-1,rejected,debt-under-agreement,", results[0], StringComparison.Ordinal);
        Assert.Equal(10_000, (await world.SeeAsync(shop, db => db.Debts.SingleAsync(d => d.ExternalId == "A-1"))).Principal.Cents);
    }

    private static string Row(string externalId, string principal) => $"{externalId};52998224725;Maria;;;Cartão;C-1;2025-10-10;{principal};;";

    private static string Close(string externalId) => $"{externalId};;;;;;;;;;close:paid";

    private Task<int> SetAsync(Creditor shop, string externalId, Action<Debt> act) => world.SeeAsync(shop, async db =>
    {
        act(await db.Debts.SingleAsync(d => d.ExternalId == externalId));
        return await db.SaveChangesAsync();
    });

    private Task<(ImportBatch Import, string[] Results)> ImportAsync(Creditor shop, params string[] rows) =>
        WorkOffAsync(shop, Header + "\n" + string.Join('\n', rows), ImportFormat.Csv);

    private async Task<(ImportBatch Import, string[] Results)> WorkOffAsync(Creditor shop, string file, ImportFormat format)
    {
        Assert.True((await StartAsync(shop, file, format)).Succeeded(out var started, out _));
        var import = started.Import;
        await world.RunJobsAsync();
        return (await world.SeeAsync(shop, db => db.Imports.SingleAsync(i => i.Id == import.Id)), await world.ResultsAsync(shop, import));
    }

    private Task<Outcome<StartImport.Result>> StartAsync(Creditor shop, string file, ImportFormat format) => world.DoAsync(shop, (StartImport start) =>
        start.ExecuteAsync(new(new MemoryStream(Encoding.UTF8.GetBytes(file)), format), Actor.ApiKey("test"), CancellationToken.None));

    private async Task<(string Debts, string Debtors)> SnapshotAsync(Creditor shop) => (
        string.Join('\n', await world.SeeAsync(shop, db => db.Debts.OrderBy(d => d.Id).Select(d => $"{d.Id} {d.Principal.Cents} {d.Status} {d.UpdatedAt:O}").ToListAsync())),
        string.Join('\n', await world.SeeAsync(shop, db => db.Debtors.OrderBy(d => d.Id).Select(d => $"{d.Id} {d.Name} {d.UpdatedAt:O}").ToListAsync())));
}
