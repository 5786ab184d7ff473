using Shared.Creditors;
using Shared.Payments;

namespace Admin.Api.Commands;

/// <summary>
/// The command <c>commission --creditor slug --percent 10.00 [--gateway-fees platform|creditor]</c>: what a creditor agreed to pay for
/// money that arrives from now on. Said twice, it changes nothing.
/// </summary>
internal static class SetCommission
{
    private static readonly Actor Operator = Actor.System("commission");

    public static async Task<int> RunAsync(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        FeeBearer? bearer = Enum.TryParse<FeeBearer>(given["gateway-fees"], ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : null;

        if (given["creditor"] is not { } slug || !Percent.TryParse(given["percent"], out var percent) || (bearer is null) != (given["gateway-fees"] is null))
        {
            await Console.Error.WriteLineAsync("Usage: commission --creditor slug --percent 10.00 [--gateway-fees platform|creditor]");
            return 2;
        }

        var outcome = await Command.AsOwnerAsync(args, services => AgreeAsync(services, slug, percent, bearer));

        if (!outcome.Succeeded(out var profile, out var refusal))
        {
            await Console.Error.WriteLineAsync($"{refusal.Code}: {refusal.Message}");
            return 1;
        }

        await Console.Out.WriteLineAsync(
            $"{slug} pays {Percent.OfFraction(profile.CommissionRate).ToWire()} % from now on; gateway fees are borne by the {profile.GatewayFeesBorneBy.ToString().ToLowerInvariant()}.");
        return 0;
    }

    private static async Task<Outcome<CreditorProfile>> AgreeAsync(IServiceProvider services, string slug, Percent percent, FeeBearer? bearer)
    {
        if (await services.GetRequiredService<AppDb>().Creditors.SingleOrDefaultAsync(c => c.Slug == slug) is not { } creditor)
        {
            return AgreeCommission.NotFound;
        }

        services.GetRequiredService<Tenant>().Enter(creditor.Id);
        return await services.GetRequiredService<AgreeCommission>().ExecuteAsync(new(creditor.Id, percent, bearer), Operator);
    }
}
