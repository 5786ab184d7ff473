namespace Admin.Api.Dev;

/// <summary>The people whose documents the demo tells: with debts at two creditors, with one, with one past its term.</summary>
internal static class DemoPeople
{
    private static readonly SampleCity SaoPaulo = new("São Paulo", "SP", 11, 1310);

    public static readonly SamplePerson Maria = Person("52998224725", "Maria da Silva", "maria@exemplo.example", "11987654321");
    public static readonly SamplePerson Joao = Person("11144477735", "João Pereira dos Santos", "joao@exemplo.example", "11912345678");
    public static readonly SamplePerson Ana = Person("12345678909", "Ana Beatriz Nakamura", "ana@exemplo.example", "11955554444");
    public static readonly SamplePerson Raimundo = Person("98765432100", "Raimundo Nonato Cavalcanti", "raimundo@exemplo.example", "11933332222");

    public static readonly IReadOnlyList<SamplePerson> All = [Maria, Joao, Ana, Raimundo];

    /// <summary>What each owes: days late and centavos.</summary>
    public static IEnumerable<(SamplePerson Person, int DaysLate, long Cents)> DebtsAt(SampleTrade trade) => trade switch
    {
        SampleTrade.Retail => [(Maria, 200, 123_456), (Maria, 75, 45_990), (Joao, 420, 289_900), (Joao, 35, 15_000), (Ana, 120, 80_000), (Raimundo, 2200, 60_000)],
        _ => [(Maria, 95, 23_980), (Joao, 310, 71_940)],
    };

    private static SamplePerson Person(string cpf, string name, string email, string phone) =>
        new(cpf, name, new DateOnly(1985, 6, 15), email, phone, SaoPaulo, "01310100", "Avenida Brasil, 1000, apto 12");
}
