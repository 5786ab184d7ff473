namespace Shared.Payments;

/// <summary>What goes otherwise than it should when a code of the sandbox bank is paid. An amount can ask for it too, by its last four digits.</summary>
public enum SandboxPlay
{
    Plain,

    /// <summary>41: paid twice over.</summary>
    Twice,

    /// <summary>43: a real less than it asks, or more where it asks for no more than that.</summary>
    OtherAmount,

    /// <summary>47: it runs out now, and is paid a minute later.</summary>
    Late,

    /// <summary>59: the payer's bank loses the txid. Of such money no bank sends a notice.</summary>
    WithoutTxid,

    /// <summary>61: the notice is lost.</summary>
    Unheard,

    /// <summary>67: the notice comes twice.</summary>
    HeardTwice,

    /// <summary>71: the notice comes ten minutes late, after those of what happens meanwhile.</summary>
    HeardLate,

    /// <summary>73: somebody who does not know the secret sends a notice first.</summary>
    Forged,

    /// <summary>79: the bank takes it all back at once (a MED).</summary>
    TakenBack,

    /// <summary>83: somebody else pays it, by whose document the bank names them.</summary>
    OtherPayer,
}
