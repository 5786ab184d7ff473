namespace Tests.House;

/// <summary>Business is counted by the creditor's clock: a test tenant's may have been set forward.</summary>
public class ClockTests
{
    // By the machine's: proofs of who somebody is, signatures that strangers check by their own clocks, wires that outlive a request.
    private static readonly string[] Machine =
    [
        "Shared.Platform", "Shared.Kernel", "Shared.Identity", "Shared.Staff", "Shared.Webhooks", "Shared.Creditors", "Shared.Messaging.Channels", "Shared.Payments.Pix",
        "Shared.Payments.Stripe",
    ];

    private static readonly string[] Alone = ["IndexCache", "PublishIndexFigures", "RunSendSandboxNotice", "HearGateway"];

    [Fact]
    public void Whoever_counts_days_asks_the_creditors_clock()
    {
        var others = from type in typeof(AppDb).Assembly.GetTypes()
                     where type is { IsClass: true, Namespace: not null } && !Machine.Contains(type.Namespace) && !Alone.Contains(type.Name)
                     from constructor in type.GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
                     where constructor.GetParameters().Any(p => p.ParameterType == typeof(TimeProvider))
                     select type.FullName;

        Assert.Empty(others);
    }
}
