using Shared.Payments;

namespace Portal;

/// <summary>What a Pix page shows: what is paid, the code while there is one, and else why not.</summary>
/// <param name="Charge">Null when none could be opened.</param>
/// <param name="Problem">Why there is no code to pay.</param>
/// <param name="Qr">The code as a picture; null without a code.</param>
public sealed record PixView(Charge? Charge, GatewayAccount? Account, Refusal? Problem, string? Qr, DateOnly Today)
{
    /// <summary>Said when "Já paguei" finds nothing.</summary>
    public const string NotYet = "Não pague de novo. Se o dinheiro saiu da sua conta, ele costuma aparecer aqui em minutos, e nós continuamos olhando.";

    /// <summary>Term and value; the first is the amount.</summary>
    public required IReadOnlyList<(string Term, string Value)> Facts { get; init; }

    /// <summary>What "Já paguei" found, said once.</summary>
    public required string? Checked { get; init; }

    /// <summary>Where the page asks whether its state is still the same, and what that state is.</summary>
    public required (string Url, string State) Watch { get; init; }

    public required string CheckUrl { get; init; }

    public required string SimulateUrl { get; init; }

    /// <summary>Where to go when there is no code, and the words of that link.</summary>
    public required (string Url, string Words) Again { get; init; }

    public bool CanSimulate => Qr is not null && Account?.Gateway is GatewayName.Sandbox;
}

/// <summary>Looks up what a Pix page needs around a charge.</summary>
public sealed class PixDesk(AppDb db, QrSvg qr, TimeProvider clock)
{
    /// <summary>The parts of a <see cref="PixView"/> that are the same whatever is paid.</summary>
    public async Task<(Charge? Charge, GatewayAccount? Account, Refusal? Problem, string? Qr)> LookAsync(Outcome<Charge> opened, CancellationToken cancellation)
    {
        if (!opened.Succeeded(out var charge, out var refusal))
        {
            return (null, null, refusal, null);
        }

        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == charge.GatewayAccountId, cancellation);
        return (charge, account, null, charge.IsPayable(clock.GetUtcNow()) ? qr.Of(charge.PixCode!) : null);
    }
}
