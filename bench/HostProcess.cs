using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bench;

/// <summary>A program of its own on a free loopback port, from when it answers until it is disposed.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private HostProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public double PeakMegabytes => Machine.PeakMegabytes(_process.Id);

    public double CpuSeconds => _process.TotalProcessorTime.TotalSeconds;

    /// <summary>The program that the variable names, as it is deployed.</summary>
    public static string Published(string variable) => Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"{variable} names a published host: scripts/bench sets it.");

    public static async Task<HostProcess> StartAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> settings, string ready)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { WorkingDirectory = Path.GetDirectoryName(program), RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();

        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        var host = new HostProcess(process, address);
        await host.AnswersAsync(ready);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task AnswersAsync(string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address };

        while (true)
        {
            Invariant.Holds(!_process.HasExited, $"{_process.StartInfo.ArgumentList[0]} ended at once.");

            try
            {
                using var response = await client.GetAsync(new Uri(path, UriKind.Relative), patience.Token);
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
