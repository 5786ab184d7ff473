using Shared.Payments;

namespace Admin.Api.Commands;

/// <summary>
/// The command <c>payout --creditor slug --id … --paid reference</c>, or <c>--failed reason</c>: says what became of a payout, after the
/// transfer was made at the bank. Said twice, it changes nothing.
/// </summary>
internal static class EndPayout
{
    private static readonly Actor Operator = Actor.System("payout");

    public static async Task<int> RunAsync(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();

        if (given["creditor"] is not { } slug || !Id<Payout>.TryParse(given["id"], out var id) || (given["paid"] is null) == (given["failed"] is null))
        {
            await Console.Error.WriteLineAsync("Usage: payout --creditor slug --id payout --paid reference | --failed reason");
            return 2;
        }

        var outcome = await Command.AsOwnerAsync(args, services => EndAsync(services, slug, id, given["paid"], given["failed"]));

        if (!outcome.Succeeded(out var payout, out var refusal))
        {
            await Console.Error.WriteLineAsync($"{refusal.Code}: {refusal.Message}");
            return 1;
        }

        await Console.Out.WriteLineAsync($"Payout {payout.Id} of {payout.Amount.ToWire()} is {payout.Status}.");
        return 0;
    }

    private static async Task<Outcome<Payout>> EndAsync(IServiceProvider services, string slug, Id<Payout> id, string? paid, string? failed)
    {
        var creditor = await services.GetRequiredService<AppDb>().Creditors.SingleOrDefaultAsync(c => c.Slug == slug);

        if (creditor is null)
        {
            return ConfirmPayout.NotFound;
        }

        services.GetRequiredService<Tenant>().Enter(creditor.Id);
        return paid is not null
            ? await services.GetRequiredService<ConfirmPayout>().ExecuteAsync(new(id, paid), Operator)
            : await services.GetRequiredService<FailPayout>().ExecuteAsync(new(id, failed!), Operator);
    }
}
