namespace Tests.Payments.Stripe;

/// <summary>How Stripe fails the next request of a kind.</summary>
internal enum StripeFault
{
    /// <summary>409, another request holds the object; nothing is done.</summary>
    Locked,

    /// <summary>409, another request with the same key is at work; nothing is done by this one.</summary>
    KeyInUse,

    /// <summary>429; nothing is done.</summary>
    Busy,

    /// <summary>Done, and answered with 500, which is kept as the answer.</summary>
    BrokenAfter,

    /// <summary>Done, and the connection is cut before a word of the answer.</summary>
    CutAfter,

    /// <summary>The connection is cut before anything is done.</summary>
    CutBefore,

    /// <summary>Done, and answered too late.</summary>
    Slow,

    /// <summary>401, whatever the key.</summary>
    KeyRefused,
}
