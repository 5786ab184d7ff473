using System.Security.Cryptography;
using Shared.Creditors;
using Shared.Staff;

namespace Admin.Api.Commands;

/// <summary>
/// The command <c>creditor</c>: takes a company in with its live and its test tenant, a first key for each and its first
/// administrator. All of it or nothing; what is printed can never be read again.
/// </summary>
internal static class TakeIn
{
    private const int PasswordLength = 20;
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private static readonly Actor Operator = Actor.System("creditor");

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (!NewAccount.TryRead(new ConfigurationBuilder().AddCommandLine(args).Build(), out var account, out var flawed))
        {
            await errors.WriteLineAsync($"--{flawed} is missing or cannot be read.\n{NewAccount.Usage}");
            return 2;
        }

        var outcome = await Command.AsOwnerAsync(args, services => services.GetRequiredService<ActTransaction>()
            .RunAsync(() => TakeInAsync(services, account), taken => taken.Succeeded(out _, out _)));

        if (!outcome.Succeeded(out var made, out var refusal))
        {
            await errors.WriteLineAsync($"{refusal.Code}: {refusal.Message}");
            return 1;
        }

        await output.WriteLineAsync(
            $"""
            {account.Name} is in. What follows is shown this once: hand it over safely.
            live key: {made.Keys.Live.Token}
            test key: {made.Keys.Test.Token}
            administrator: {account.AdminEmail.Address}
            password: {made.Password}
            authenticator: {made.Admin.TotpUri}
            recovery codes: {string.Join(' ', made.Admin.RecoveryCodes)}
            """);
        return 0;
    }

    private static async Task<Outcome<Made>> TakeInAsync(IServiceProvider services, NewAccount account)
    {
        var registered = await services.GetRequiredService<RegisterCreditor>().ExecuteAsync(new(account.Slug, account.Name, account.ProfileOf), Operator);

        if (!registered.Succeeded(out var both, out var refusal))
        {
            return refusal;
        }

        var keys = await services.GetRequiredService<IssueFirstKeys>().ExecuteAsync(new(both.Live, both.Test), Operator);
        services.GetRequiredService<Tenant>().Enter(both.Live.Id);
        var password = RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);
        var added = await services.GetRequiredService<AddStaff>().ExecuteAsync(new(account.AdminEmail, account.Admin, StaffRole.CreditorAdmin, password), Operator);
        return added.Succeeded(out var admin, out refusal) ? new Made(keys, admin, password) : refusal;
    }

    private sealed record Made(IssueFirstKeys.Result Keys, NewStaff Admin, string Password);
}
