using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Tests.Testing;

/// <summary>A mail server that keeps what it is sent: real SMTP over a loopback port, as little of it as a sender needs.</summary>
public sealed class FakeSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<MimeMessage> _letters = [];
    private readonly ConcurrentQueue<string> _refusals = [];
    private readonly Task _accepting;

    public FakeSmtp()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All letters so far, oldest first.</summary>
    public IReadOnlyList<MimeMessage> Letters => [.. _letters];

    /// <summary>Answers the next letter with this instead of taking it: "451 try later".</summary>
    public void RefuseNext(string answer) => _refusals.Enqueue(answer);

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
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
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
            await ConverseAsync(client.GetStream(), _closing.Token);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // The sender went away in the middle, as killed ones do.
        }
    }

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
