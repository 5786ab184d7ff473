namespace Shared.Kernel;

/// <summary>The 27 UFs, and the clock each lives by.</summary>
public static class BrazilStates
{
    private const string Noronha = "FERNANDO DE NORONHA";

    // Whatever is not named here keeps Brasília's time.
    private static readonly Dictionary<string, string> Zones = new()
    {
        ["AC"] = "America/Rio_Branco",
        ["AM"] = "America/Manaus",
        ["MS"] = "America/Campo_Grande",
        ["MT"] = "America/Cuiaba",
        ["RO"] = "America/Porto_Velho",
        ["RR"] = "America/Boa_Vista",
    };

    public static IReadOnlyList<string> All { get; } =
    [
        "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS",
        "SC", "SE", "SP", "TO",
    ];

    internal static TimeZoneInfo ZoneOf(Place place) => TimeZoneInfo.FindSystemTimeZoneById(place switch
    {
        { State: "PE", City: Noronha } => "America/Noronha",
        { State: { } state } => Zones.GetValueOrDefault(state, BrazilTime.ZoneId),
        _ => BrazilTime.ZoneId,
    });
}
