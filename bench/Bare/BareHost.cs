using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Npgsql;

namespace Bench.Bare;

/// <summary>The limits of P-3 and P-4, in a process of their own: a page, an endpoint and a pool of connections, and nothing else of anybody.</summary>
internal static class BareHost
{
    public const string Verb = "bare-page";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Bare")!));
        builder.Services.AddRazorPages().ConfigureApplicationPartManager(manager =>
        {
            // The pages of the product are within reach of this program too.
            foreach (var foreign in manager.ApplicationParts.Where(part => part.Name != typeof(BareHost).Assembly.GetName().Name).ToList())
            {
                manager.ApplicationParts.Remove(foreign);
            }
        });

        var app = builder.Build();
        app.MapRazorPages();
        app.MapGet("/debts", BareDebts.AnswerAsync);
        await app.RunAsync();
        return 0;
    }
}
