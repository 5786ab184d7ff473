using System.Globalization;
using System.Text;

namespace Tests.E2e.Staging;

/// <summary>Somebody in the imported file.</summary>
public sealed record Person(string Name, string Document, string Email)
{
    public string FirstName => Name.Split(' ')[0];
}

/// <summary>
/// Two creditors with what they are owed, loaded as creditors do it: a file to POST /v1/imports, a policy, its publication.
/// The retailer's file has 10,000 rows of 6,000 people, about one in a hundred wrong.
/// </summary>
public sealed class Portfolio(Stage stage)
{
    public const int Rows = 10_000;
    private const int People = 6_000;
    private const int Seed = 2026;

    private Queue<Person> _unused = [];

    public Person Maria { get; } = new("Maria da Silva", "529.982.247-25", "maria@exemplo.example");

    public Person Joao { get; } = new("João Pereira dos Santos", "111.444.777-35", "joao@exemplo.example");

    public Person Ana { get; } = new("Ana Beatriz Nakamura", "123.456.789-09", "ana@exemplo.example");

    public Shop Retail { get; private set; } = null!;

    public Shop Telecom { get; private set; } = null!;

    /// <summary>The retailer's file, and what the import answered to each of its rows.</summary>
    public byte[] File { get; private set; } = [];

    public ImportOutcome Import { get; private set; } = null!;

    public async Task LoadAsync()
    {
        Retail = await stage.Office.RegisterAsync("Loja Aurora", "loja-aurora", "11222333000181", stage.Admin.Address);
        Telecom = await stage.Office.RegisterAsync("Tele Norte", "tele-norte", "11444777000161", stage.Admin.Address);
        File = await SampleAsync("retail", Rows, People);
        Import = await Retail.ImportAsync(File);
        await Telecom.ImportAsync(await SampleAsync("telecom", rows: 20, people: 10));
        await Retail.PublishPolicyAsync();
        await Telecom.PublishPolicyAsync();
        _unused = new Queue<Person>(await WithOneDebtAsync());
    }

    /// <summary>Somebody with one open debt and an e-mail, whom no other test has met.</summary>
    public Person NextPerson() => _unused.Dequeue();

    /// <summary>An invented file; another seed invents other people.</summary>
    public async Task<byte[]> SampleAsync(string trade, int rows, int people, int seed = Seed)
    {
        var file = Path.Combine(stage.Folder, $"{trade}-{rows}.csv");
        await Tool.AdminAsync(
            new Dictionary<string, string>(),
            "sample-portfolio", "--rows", $"{rows}", "--people", $"{people}", "--seed", $"{seed}", "--trade", trade, "--out", file);
        return await System.IO.File.ReadAllBytesAsync(file);
    }

    private async Task<IEnumerable<Person>> WithOneDebtAsync()
    {
        var once = (await stage.Database.RowsAsync("select person_key from debts group by person_key having count(*) = 1")).Select(row => (Guid)row[0]!).ToHashSet();
        var lines = Encoding.UTF8.GetString(File).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(';');
        var (id, document, name, email, due) = (At("externalId"), At("document"), At("name"), At("email"), At("dueDate"));

        return from line in lines.Skip(1)
               where !line.Contains('"', StringComparison.Ordinal)
               let cells = line.Split(';')
               where cells[email].Length > 0 && cells[email] != Ana.Email && Import.OutcomeOf(cells[id]) == "created" && IsRecent(cells[due])
               let digits = new string([.. cells[document].Where(char.IsAsciiDigit)]).PadLeft(11, '0')
               where digits.Length == 11 && once.Contains(stage.Office.PersonOf(digits).Value)
               select new Person(cells[name], digits, cells[email]);

        int At(string column) => Array.IndexOf(header, column);
    }

    // Debts past five years are hidden by law.
    private static bool IsRecent(string written) =>
        DateOnly.TryParseExact(written, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
        && due > TimeProvider.System.Today.AddYears(-4);
}
