using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Tests.Testing;

/// <summary>A mail server that keeps what it is sent: real SMTP over a loopback port, as little of it as a sender needs.</summary>
public sealed class FakeSmtp : IAsyncDisposable
{
    private readonly LoopbackTalk _wire;
    private readonly ConcurrentQueue<MimeMessage> _letters = [];
    private readonly ConcurrentQueue<string> _refusals = [];

    public FakeSmtp() => _wire = new(ConverseAsync);

    public int Port => _wire.Port;

    /// <summary>All letters so far, oldest first.</summary>
    public IReadOnlyList<MimeMessage> Letters => [.. _letters];

    /// <summary>Answers the next letter with this instead of taking it: "451 try later".</summary>
    public void RefuseNext(string answer) => _refusals.Enqueue(answer);

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task ConverseAsync(NetworkStream wire, CancellationToken closing)
    {
        using var lines = new StreamReader(wire, Encoding.Latin1);
        await SayAsync("220 fake");

        while (await lines.ReadLineAsync(closing) is { } said)
        {
            switch (said.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "DATA":
                    await SayAsync("354 go on");
                    var letter = await ReadLetterAsync(lines, closing);
                    await SayAsync(_refusals.TryDequeue(out var refusal) ? refusal : Keep(letter));
                    break;
                case "QUIT":
                    await SayAsync("221 bye");
                    return;
                default:
                    await SayAsync("250 ok");
                    break;
            }
        }

        async Task SayAsync(string what) => await wire.WriteAsync(Encoding.ASCII.GetBytes(what + "\r\n"), closing);
    }

    private string Keep(MimeMessage letter)
    {
        _letters.Enqueue(letter);
        return "250 kept";
    }

    private static async Task<MimeMessage> ReadLetterAsync(StreamReader lines, CancellationToken closing)
    {
        var text = new StringBuilder();

        while (await lines.ReadLineAsync(closing) is { } line and not ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        using var raw = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(raw, closing);
    }
}
