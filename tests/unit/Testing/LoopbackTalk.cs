using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tests.Testing;

/// <summary>A bare socket on a loopback port that talks with whoever calls, several at once, until it is closed. What goes wrong in a talk is told at the end.</summary>
public sealed class LoopbackTalk : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly Func<NetworkStream, CancellationToken, Task> _talk;
    private readonly Task _accepting;

    public LoopbackTalk(Func<NetworkStream, CancellationToken, Task> talk)
    {
        _talk = talk;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_talks);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;

        try
        {
            await _talk(client.GetStream(), _closing.Token);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // The caller went away in the middle, as killed ones do.
        }
    }
}
