using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shared;

namespace Tests.Testing;

/// <summary>
/// The real modules on a real database with a clock we can turn. One per test class (IClassFixture&lt;World&gt;); each
/// test makes its own creditor. Every act runs as the database user of the host that would do it.
/// </summary>
public sealed partial class World : IAsyncLifetime
{
    private const int JobCeiling = 1000;
    private static readonly JobLane[] Lanes = Enum.GetValues<JobLane>();
    private readonly Dictionary<HostRole, IHost> _hosts = [];
    private readonly List<IAsyncDisposable> _guests = [];
    private TestDatabase? _database;
    private ApiHost? _api;
    private PortalHost? _site;

    /// <summary>Starts on Monday 2 March 2026, noon in São Paulo.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    public DateOnly Today => Clock.Today;

    public TestDatabase Database => _database!;

    /// <summary>Configuration beyond the connections; set before the first act.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Hears every line that the hosts log, when set before the first act.</summary>
    public Ears? Ears { get; set; }

    public Vault Vault => The<Vault>();

    /// <summary>The Admin API of this world. A test that needs a second one makes its own.</summary>
    public ApiHost Api => _api ??= Keep(new ApiHost(this));

    /// <summary>The portal of this world.</summary>
    public PortalHost Site => _site ??= Keep(new PortalHost(this));

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CloneAsync();

    /// <summary>Something for this creditor, as the Admin host: <c>world.DoAsync(creditor, (PublishPolicy p) =&gt; p.ExecuteAsync(…))</c>.</summary>
    public Task<T> DoAsync<TUseCase, T>(Creditor creditor, Func<TUseCase, Task<T>> act) where TUseCase : notnull =>
        InAsync(HostRole.Admin, act, tenant => tenant.Enter(creditor.Id));

    /// <summary>Something this person does, as the portal.</summary>
    public Task<T> DoAsync<TUseCase, T>(PersonKey person, Func<TUseCase, Task<T>> act) where TUseCase : notnull =>
        InAsync(HostRole.Portal, act, tenant => tenant.EnterPerson(person));

    /// <summary>Something without a scope, as any host.</summary>
    public Task<T> DoAsync<TUseCase, T>(HostRole role, Func<TUseCase, Task<T>> act) where TUseCase : notnull => InAsync(role, act, _ => { });

    /// <summary>Looks at this creditor's rows with the owner's eyes.</summary>
    public Task<T> SeeAsync<T>(Creditor creditor, Func<AppDb, Task<T>> look) => InAsync(HostRole.Owner, look, tenant => tenant.Enter(creditor.Id));

    /// <summary>Writes rows as the owner: what no verb makes yet.</summary>
    public Task SaveAsync(params IReadOnlyList<object> rows) => DoAsync(HostRole.Owner, (AppDb db) =>
    {
        db.AddRange(rows);
        return db.SaveChangesAsync();
    });

    public async Task EnqueueAsync<TJob>(TJob job, Creditor? creditor) where TJob : class, IJob =>
        await InAsync(HostRole.Worker, async (IServiceProvider services) =>
        {
            services.GetRequiredService<JobQueue>().Enqueue(job, creditor?.Id);
            return await services.GetRequiredService<AppDb>().SaveChangesAsync();
        }, _ => { });

    /// <summary>Lets the worker do everything that is due; <paramref name="after"/> turns the clock first.</summary>
    public async Task RunJobsAsync(TimeSpan after = default)
    {
        Clock.Advance(after);
        var (done, before) = (0, -1);

        while (done > before)
        {
            before = done;

            foreach (var lane in Lanes)
            {
                while (await The<JobRunner>(HostRole.Worker).RunNextAsync(lane))
                {
                    Invariant.Holds(++done < JobCeiling, "The jobs never come to an end.");
                }
            }
        }
    }

    /// <summary>Lets one runner of the worker empty one lane.</summary>
    public async Task RunLaneAsync(JobLane lane)
    {
        while (await The<JobRunner>(HostRole.Worker).RunNextAsync(lane))
        {
        }
    }

    public T The<T>(HostRole role = HostRole.Admin) where T : notnull => HostOf(role).Services.GetRequiredService<T>();

    /// <summary>Disposes <paramref name="guest"/> together with the world.</summary>
    public T Keep<T>(T guest) where T : IAsyncDisposable
    {
        _guests.Add(guest);
        return guest;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var guest in _guests)
        {
            await guest.DisposeAsync();
        }

        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }

        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<T> InAsync<TUseCase, T>(HostRole role, Func<TUseCase, Task<T>> act, Action<Tenant> enter) where TUseCase : notnull
    {
        await using var scope = HostOf(role).Services.CreateAsyncScope();
        enter(scope.ServiceProvider.GetRequiredService<Tenant>());
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    private IHost HostOf(HostRole role)
    {
        lock (_hosts)
        {
            if (!_hosts.TryGetValue(role, out var host))
            {
                _hosts[role] = host = Build(role);
            }

            return host;
        }
    }

    private IHost Build(HostRole role)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateScopes = true, ValidateOnBuild = true }));
        builder.Configuration.AddInMemoryCollection(Database.Settings).AddInMemoryCollection(Settings);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddPlatform(builder.Configuration, role).AddModules(builder.Configuration, role);

        if (Ears is not null)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Ears);
        }

        // Slow hashes prove nothing here.
        builder.Services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
        return builder.Build();
    }
}
