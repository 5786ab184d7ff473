using System.Diagnostics;

namespace Tests.E2e.Staging;

/// <summary>
/// Ends the processes of the stage when the test run is gone, even by kill -9: it reads a pipe that only the test
/// process holds open.
/// </summary>
public sealed class Watchdog : IDisposable
{
    private const string Script = """
        trap '' INT TERM HUP
        pids=' '
        while read -r act pid; do
          if [ "$act" = add ]; then pids="$pids$pid "; else pids=$(printf %s "$pids" | sed "s/ $pid / /"); fi
        done
        kill -KILL $pids 2>/dev/null
        """;

    private readonly Process _shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true })!;

    public void Add(int process) => Tell("add", process);

    public void Forget(int process) => Tell("drop", process);

    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }

    private void Tell(string act, int process)
    {
        lock (_shell)
        {
            _shell.StandardInput.WriteLine($"{act} {process}");
            _shell.StandardInput.Flush();
        }
    }
}
