namespace Shared.Payments.Sandbox;

public sealed class SandboxOptions
{
    internal const string NoticeClient = "sandbox-notices";

    /// <summary>
    /// True opens it for live tenants too, which no host in Production starts with unless it is a <see cref="Demo"/>; false shuts it for everybody.
    /// Unsaid, test tenants have it, and live ones wherever money is not real.
    /// </summary>
    public bool? Enabled { get; set; }

    /// <summary>This Production is a demonstration, on a server of its own: live tenants are paid by the sandbox.</summary>
    public bool Demo { get; set; }

    /// <summary>Whether live tenants have it.</summary>
    public bool ServesLive { get; internal set; }

    /// <summary>Plays an outage and a refusal when the centavos say so. Off where amounts are as they come.</summary>
    public bool IsSteered { get; set; } = true;

    /// <summary>What an amount asks the bank to play: its last four digits, R$ 1.000,13 is 13. Nothing when it is not steered.</summary>
    internal long SteerOf(Money amount) => IsSteered ? amount.Cents % 10_000 : 0;

    /// <summary>What an amount asks the payer and the bank to play when its code is paid.</summary>
    internal SandboxPlay PlayOf(Money amount) => SteerOf(amount) switch
    {
        41 => SandboxPlay.Twice,
        43 => SandboxPlay.OtherAmount,
        47 => SandboxPlay.Late,
        59 => SandboxPlay.WithoutTxid,
        61 => SandboxPlay.Unheard,
        67 => SandboxPlay.HeardTwice,
        71 => SandboxPlay.HeardLate,
        73 => SandboxPlay.Forged,
        79 => SandboxPlay.TakenBack,
        83 => SandboxPlay.OtherPayer,
        _ => SandboxPlay.Plain,
    };

    /// <summary>How long the bank takes over an answer that is slow.</summary>
    public TimeSpan SlowAnswer { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What the bank keeps of each payment, and asks for each chargeback.</summary>
    public long FeeCents { get; set; }

    /// <summary>Where our hooks answer: the bank posts its notices there.</summary>
    public Uri? HooksUrl { get; set; }
}

internal static class SandboxGate
{
    extension(SandboxOptions options)
    {
        public bool Serves(CreditorMode mode) => options.Enabled is not false && (options.ServesLive || mode is CreditorMode.Test);

        /// <summary>The same of an account that is known by its id alone.</summary>
        public async Task<bool> ServesAsync(AppDb db, Guid account) =>
            options.Serves(CreditorMode.Live)
            || (options.Serves(CreditorMode.Test) && await db.GatewayAccounts.AnyAsync(a => a.Id == new Id<GatewayAccount>(account) && a.Mode == CreditorMode.Test));
    }
}
