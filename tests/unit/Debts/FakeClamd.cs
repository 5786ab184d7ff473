using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Tests.Debts;

/// <summary>An antivirus daemon as clamd(8) describes it: INSTREAM over TCP, one file a connection. It finds what it is told to look for.</summary>
internal sealed class FakeClamd : IAsyncDisposable
{
    private readonly LoopbackTalk _wire;
    private int _asked;

    public FakeClamd() => _wire = new(AnswerAsync);

    public int Port => _wire.Port;

    /// <summary>Answers this instead of looking: "INSTREAM size limit exceeded. ERROR".</summary>
    public string? Says { get; set; }

    public int Asked => _asked;

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task AnswerAsync(NetworkStream wire, CancellationToken closing)
    {
        var command = new byte["zINSTREAM\0".Length];
        await wire.ReadExactlyAsync(command, closing);
        Assert.Equal("zINSTREAM\0"u8, command);
        using var file = new MemoryStream();
        var length = new byte[sizeof(int)];

        while (await ReadLengthAsync(wire, length, closing) is > 0 and var size)
        {
            var chunk = new byte[size];
            await wire.ReadExactlyAsync(chunk, closing);
            file.Write(chunk);
        }

        Interlocked.Increment(ref _asked);
        var isBad = file.ToArray().AsSpan().IndexOf("EICAR"u8) >= 0;
        await wire.WriteAsync(Encoding.ASCII.GetBytes((Says ?? (isBad ? "stream: Eicar-Test-Signature FOUND" : "stream: OK")) + "\0"), closing);
    }

    private static async Task<int> ReadLengthAsync(NetworkStream wire, byte[] length, CancellationToken closing)
    {
        await wire.ReadExactlyAsync(length, closing);
        return BinaryPrimitives.ReadInt32BigEndian(length);
    }
}
