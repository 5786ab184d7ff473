using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Tests.E2e.Staging;

/// <summary>One process of the product: it can be killed and started again on the same address.</summary>
public sealed class Part(string name, string project, string[] arguments, int port, IReadOnlyDictionary<string, string> settings, Stage stage) : IDisposable
{
    private const int TailLines = 30;
    private const int TailWidth = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly HttpClient _health = new(new SocketsHttpHandler(), disposeHandler: true) { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    public string Name => name;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    private string LogFile { get; } = Path.Combine(stage.Folder, $"{name}.log");

    public async Task StartAsync()
    {
        // The shell only turns the output into a file; exec makes the process number that of the program.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", LogFile, "dotnet", Repository.ProgramOf(project), .. arguments])
        {
            WorkingDirectory = Repository.FolderOf(project),
        };

        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["Clock__Ahead"] = stage.Ahead.ToString("c", CultureInfo.InvariantCulture);
        _process = Process.Start(start)!;
        stage.Watchdog.Add(_process.Id);
        await ReadyAsync(_process);
    }

    /// <summary>kill -9: nothing in the process gets to say goodbye.</summary>
    public void Kill()
    {
        if (_process is not { } process)
        {
            return;
        }

        process.Kill();
        process.WaitForExit();
        stage.Watchdog.Forget(process.Id);
        process.Dispose();
        _process = null;
    }

    /// <summary>Its last words, for a failed test.</summary>
    public string Tail() => File.Exists(LogFile)
        ? $"--- {name} ({LogFile})\n{string.Join('\n', File.ReadLines(LogFile).TakeLast(TailLines).Select(l => l[..Math.Min(l.Length, TailWidth)]))}\n"
        : "";

    public void Dispose()
    {
        Kill();
        _health.Dispose();
    }

    private async Task ReadyAsync(Process process)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (!await IsReadyAsync())
        {
            Invariant.Holds(!process.HasExited, $"{name} ended by itself.\n{Tail()}");
            Invariant.Holds(TimeProvider.System.GetElapsedTime(since) < Patience, $"{name} is not ready after {Patience}.\n{Tail()}");
            await Task.Delay(100);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _health.GetAsync(new Uri(Address, "/health/ready"));
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
