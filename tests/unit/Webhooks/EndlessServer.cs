using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tests.Webhooks;

/// <summary>
/// Accepts, and then talks until the caller hangs up. A bare socket, because a web server goes on taking an answer that nobody hears:
/// here a write fails once the caller is gone.
/// </summary>
internal sealed class EndlessServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task<long> _taken;

    public EndlessServer()
    {
        _listener.Start();
        _taken = TalkAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}/hook";

    /// <summary>How many bytes the first caller, and the pipes between, took before it hung up.</summary>
    public Task<long> TakenAsync() => _taken.WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await Task.WhenAny(_taken);
        _closing.Dispose();
    }

    private async Task<long> TalkAsync()
    {
        const long Enough = 1_000_000_000;
        using var caller = await _listener.AcceptSocketAsync(_closing.Token);
        var block = new byte[64 * 1024];
        await caller.ReceiveAsync(block, _closing.Token);
        await caller.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Enough}\r\n\r\n"), _closing.Token);
        long taken = 0;

        try
        {
            while (taken < Enough)
            {
                taken += await caller.SendAsync(block, _closing.Token);
            }
        }
        catch (SocketException)
        {
            // The caller hung up.
        }

        return taken;
    }
}
