namespace Shared.Payments.Sandbox;

public sealed class SandboxOptions
{
    internal const string NoticeClient = "sandbox-notices";

    public bool Enabled { get; set; } = true;

    /// <summary>Lets the sandbox run in Production: for demonstrations on a server of their own.</summary>
    public bool Demo { get; set; }

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
