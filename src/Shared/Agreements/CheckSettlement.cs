using Shared.Documents;

namespace Shared.Agreements;

/// <summary>All that a stranger with the code of a paper is told.</summary>
public sealed record CheckedSettlement(DateOnly SettledOn, string Creditor, bool IsTest);

/// <summary>
/// Whether a term of settlement is true, for anybody who holds its code. One look by the code's keyed hash, through a door of the
/// database that shows no person; the same question whether there is such a code or not.
/// </summary>
public sealed class CheckSettlement(AppDb db, Vault vault, RateLimits limits)
{
    public static readonly Refusal Mistyped = new(
        "code-mistyped", "Confira o código. Ele tem 16 letras e números, em 4 grupos, e algum está faltando ou trocado.");

    public static readonly Refusal NotFound = new("settlement-not-found", "Não encontramos um termo de quitação com este código.");

    public static readonly Refusal TooMany = new(
        "too-many-checks", "Foram muitas conferências seguidas nesta rede. Espere alguns minutos e tente de novo.");

    private static readonly Rate ChecksPerNetwork = new(60, TimeSpan.FromHours(1));

    public async Task<Outcome<CheckedSettlement>> ExecuteAsync(string? typed, string clientAddress, CancellationToken cancellation)
    {
        // Arithmetic only: a slip costs nobody a try.
        if (!VerificationCode.TryParse(typed, out var code))
        {
            return Mistyped;
        }

        var network = Convert.ToHexStringLower(vault.BlindIndex("settlement:check-from", ClientNetwork.Of(clientAddress)).AsSpan(0, 16));

        if (!(await limits.TakeLastingAsync($"settlement:check-from:{network}", ChecksPerNetwork, cancellation)).Allowed)
        {
            return TooMany;
        }

        var hash = code.HashBy(vault);
        var found = await db.Database
            .SqlQuery<Row>($"select settled_at, creditor, mode from settlement_of_code({hash})").ToListAsync(cancellation);
        return found is [var row] ? new CheckedSettlement(row.SettledAt.BrazilDay, row.Creditor, row.Mode != nameof(CreditorMode.Live)) : NotFound;
    }

    private sealed record Row(DateTimeOffset SettledAt, string Creditor, string Mode);
}
