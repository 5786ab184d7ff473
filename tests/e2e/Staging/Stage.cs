using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tests.E2e.Staging;

/// <summary>
/// The product as it runs: its own database, Portal, Admin and worker as processes, a mail server that keeps what it is
/// sent. Nothing in it outlives the test run.
/// </summary>
public abstract class Stage(string name) : IAsyncLifetime
{
    private readonly string _masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public StageDatabase Database { get; private set; } = null!;

    public Part Portal { get; private set; } = null!;

    public Part Admin { get; private set; } = null!;

    public Part Worker { get; private set; } = null!;

    public Office Office { get; private set; } = null!;

    public Mailbox Mailbox { get; } = new();

    public Browsers Browsers { get; } = new();

    internal Watchdog Watchdog { get; } = new();

    /// <summary>Logs, files and pictures of this run; emptied by the next one.</summary>
    public string Folder { get; } = Path.Combine(Repository.Root, ".local", name);

    /// <summary>How far the clock of the product runs ahead of the machine's.</summary>
    public TimeSpan Ahead { get; protected set; }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + Ahead;

    private IEnumerable<Part> Parts => new[] { Portal, Admin, Worker }.Where(p => p is not null);

    public async ValueTask InitializeAsync()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(Folder, "files"));
        Database = await StageDatabase.CreateAsync();
        var (portal, admin, worker) = (FreePort(), FreePort(), FreePort());
        var common = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Vault__MasterKey"] = _masterKey,
            ["Files__Root"] = Path.Combine(Folder, "files"),
            ["Portal__PublicUrl"] = $"http://127.0.0.1:{portal}",
            ["Admin__PublicUrl"] = $"http://127.0.0.1:{admin}",
            ["Smtp__Host"] = "127.0.0.1",
            ["Smtp__Port"] = $"{Mailbox.Port}",
        };

        var owner = new Dictionary<string, string>(common) { ["ConnectionStrings__Db"] = Database.ConnectionStringOf(HostRole.Owner) };
        HostRole[] hosts = [HostRole.Portal, HostRole.Admin, HostRole.Worker];
        await Tool.AdminAsync(hosts.Aggregate(owner, (all, role) => With(all, role)), "migrate");
        await Database.AllowHoldingAsync(hosts);
        Office = new Office(owner);
        Portal = new Part("portal", "Portal", [], portal, With(common, HostRole.Portal), this);
        Admin = new Part("admin", "Admin.Api", ["serve"], admin, With(common, HostRole.Admin), this);
        Worker = new Part("worker", "Admin.Api", ["work"], worker, With(common, HostRole.Worker), this);
        await Task.WhenAll(Parts.Select(p => p.StartAsync()));
        await LoadAsync();

        Dictionary<string, string> With(Dictionary<string, string> settings, HostRole role) =>
            new(settings) { [$"ConnectionStrings__{role}"] = Database.ConnectionStringOf(role) };
    }

    /// <summary>Who owes what to whom, when the curtain rises.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Ends the processes and starts them on another day.</summary>
    protected Task RestartAsync()
    {
        foreach (var part in Parts)
        {
            part.Kill();
        }

        return Task.WhenAll(Parts.Select(p => p.StartAsync()));
    }

    /// <summary>The last words of every process.</summary>
    public string LastWords() => string.Concat(Parts.Select(p => p.Tail()));

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Browsers.DisposeAsync();

        foreach (var part in Parts)
        {
            part.Dispose();
        }

        Watchdog.Dispose();
        await Mailbox.DisposeAsync();

        Office?.Dispose();

        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    // Below the range from which systems take the near end of outgoing connections: a port must still be free after a restart.
    internal static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 30_000);

            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
