using System.ComponentModel.DataAnnotations;

namespace Shared.Payments.Stripe;

public sealed class StripeOptions
{
    internal const string Client = "stripe";

    /// <summary>For one act at Stripe, with what is repeated after a broken connection. What is not answered by then is unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:20")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Lets an account name another address than Stripe's own: for tests and demonstrations, where another server stands in.</summary>
    public bool AllowOtherAddress { get; set; }
}
