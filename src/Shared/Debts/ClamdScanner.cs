using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Shared.Debts;

/// <summary>Where clamd listens. Without a host nothing is scanned.</summary>
public sealed class AntivirusOptions
{
    public string Host { get; set; } = "";
    public int Port { get; set; } = 3310;
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);
}

/// <summary>Asks a ClamAV daemon over TCP, by its INSTREAM command (clamd(8)).</summary>
internal sealed class ClamdScanner(IOptions<AntivirusOptions> options) : IScanFiles
{
    private const int ChunkBytes = 64 * 1024;
    private const int LongestAnswer = 1024;

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(options.Value.Timeout);
        using var client = new TcpClient();
        await client.ConnectAsync(options.Value.Host, options.Value.Port, patience.Token);
        var wire = client.GetStream();
        await wire.WriteAsync("zINSTREAM\0"u8.ToArray(), patience.Token);

        for (var at = 0; at < content.Length; at += ChunkBytes)
        {
            var chunk = content.Slice(at, Math.Min(ChunkBytes, content.Length - at));
            await wire.WriteAsync(LengthOf(chunk.Length), patience.Token);
            await wire.WriteAsync(chunk, patience.Token);
        }

        await wire.WriteAsync(LengthOf(0), patience.Token);
        return VerdictOf(await AnswerAsync(wire, patience.Token));
    }

    private static byte[] LengthOf(int length)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes;
    }

    private static async Task<string> AnswerAsync(NetworkStream wire, CancellationToken stopping)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;

        for (int read; length < answer.Length && (read = await wire.ReadAsync(answer.AsMemory(length), stopping)) > 0;)
        {
            length += read;

            if (answer.AsSpan(0, length).Contains((byte)0))
            {
                break;
            }
        }

        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    // "stream: OK", "stream: Eicar-Test-Signature FOUND", "INSTREAM size limit exceeded. ERROR".
    private static ScanVerdict VerdictOf(string answer)
    {
        const string head = "stream: ";
        const string found = " FOUND";

        if (answer == head + "OK")
        {
            return new(IsScanned: true, null);
        }

        return answer.StartsWith(head, StringComparison.Ordinal) && answer.EndsWith(found, StringComparison.Ordinal)
            ? new(IsScanned: true, answer[head.Length..^found.Length])
            : throw new IOException($"clamd answered '{answer}'.");
    }
}
