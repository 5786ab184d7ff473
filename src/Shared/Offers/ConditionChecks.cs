namespace Shared.Offers;

/// <summary>Whether conditions can hold at all: a list without values, or a range that ends before it begins, never would.</summary>
internal static class ConditionChecks
{
    public static IEnumerable<Flaw> FlawsOf(PolicyConditions when) =>
    [
        .. Range(when.DaysOverdue, "daysOverdue"),
        .. Range(when.Balance),
        .. Values(when.Products, "products"),
        .. Values(when.Portfolios, "portfolios"),
        .. Values(when.Tags, "tags"),
        .. Values(when.States, "states"),
        .. from state in (when.States ?? []).Index()
           where !BrazilStates.All.Contains(state.Item)
           select new Flaw($"states[{state.Index}]", "Use a sigla de uma UF, como SP."),
        .. when.DebtorTypes is { Count: 0 } ? [new Flaw("debtorTypes", "Informe ao menos um tipo, ou nenhuma condição.")] : Array.Empty<Flaw>(),
        .. Range(when.BrokenAgreements, "brokenAgreements"),
        .. Range(when.KeptAgreements, "keptAgreements"),
    ];

    private static IEnumerable<Flaw> Range(NumberRange? range, string path) => range switch
    {
        { Min: < 0 } or { Max: < 0 } => [new(path, "Os limites não são negativos.")],
        { Min: { } least, Max: { } most } when least > most => [new(path, "O mínimo é maior que o máximo.")],
        _ => [],
    };

    private static IEnumerable<Flaw> Range(MoneyRange? range) => range switch
    {
        { Min.Cents: < 0 } or { Max.Cents: <= 0 } => [new("balance", "Os limites são valores positivos.")],
        { Min: { } least, Max: { } most } when least > most => [new("balance", "O mínimo é maior que o máximo.")],
        _ => [],
    };

    private static IEnumerable<Flaw> Values(IReadOnlyList<string>? values, string path)
    {
        if (values?.Count is 0 or > PolicyLimits.Values)
        {
            yield return new(path, $"Informe de 1 a {PolicyLimits.Values} valores, ou nenhuma condição.");
        }

        foreach (var (index, value) in (values ?? []).Index())
        {
            if (value is null || value.Length is 0 or > PolicyLimits.ValueLength)
            {
                yield return new($"{path}[{index}]", $"De 1 a {PolicyLimits.ValueLength} caracteres.");
            }
        }
    }
}
