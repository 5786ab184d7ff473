using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tests.Debts;

/// <summary>An antivirus daemon as clamd(8) describes it: INSTREAM over TCP, one file a connection. It finds what it is told to look for.</summary>
internal sealed class FakeClamd : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    public FakeClamd()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Answers this instead of looking: "INSTREAM size limit exceeded. ERROR".</summary>
    public string? Says { get; set; }

    public int Asked { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task AnswerAsync(NetworkStream wire)
    {
        var command = new byte["zINSTREAM\0".Length];
        await wire.ReadExactlyAsync(command, _closing.Token);
        Assert.Equal("zINSTREAM\0"u8, command);
        using var file = new MemoryStream();
        var length = new byte[sizeof(int)];

        for (int size; await ReadLengthAsync(wire, length) is var read && (size = read) > 0;)
        {
            var chunk = new byte[size];
            await wire.ReadExactlyAsync(chunk, _closing.Token);
            file.Write(chunk);
        }

        Asked++;
        var isBad = file.ToArray().AsSpan().IndexOf("EICAR"u8) >= 0;
        await wire.WriteAsync(System.Text.Encoding.ASCII.GetBytes((Says ?? (isBad ? "stream: Eicar-Test-Signature FOUND" : "stream: OK")) + "\0"), _closing.Token);
    }

    private async Task<int> ReadLengthAsync(NetworkStream wire, byte[] length)
    {
        await wire.ReadExactlyAsync(length, _closing.Token);
        return BinaryPrimitives.ReadInt32BigEndian(length);
    }
}
