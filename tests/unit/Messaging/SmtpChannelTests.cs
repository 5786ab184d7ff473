using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Shared.Messaging;
using Shared.Messaging.Channels;

namespace Tests.Messaging;

public sealed class SmtpChannelTests : IAsyncDisposable
{
    private static readonly EmailAddress Maria = EmailAddress.Parse("maria@example.com");
    private static readonly Letter Hello = new("Olá, coração", "Texto com acentuação.", "<p>Texto com <b>acentuação</b>.</p>");
    private readonly FakeSmtp _post = new();

    [Fact]
    public async Task A_letter_arrives_as_it_was_written()
    {
        await Channel(_post.Port).SendAsync(Maria, Hello, default);

        var letter = Assert.Single(_post.Letters);
        Assert.Equal("Olá, coração", letter.Subject);
        Assert.Equal("Texto com acentuação.", letter.TextBody?.Trim());
        Assert.Contains("<b>acentuação</b>", letter.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("maria@example.com", letter.To.Mailboxes.Single().Address);
        Assert.Equal(("Acerto Testes Ltda.", "nao-responda@acerto.example"), (letter.From.Mailboxes.Single().Name, letter.From.Mailboxes.Single().Address));
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
    }

    [Theory]
    [InlineData("451 <maria@example.com> later", false)]
    [InlineData("550 <maria@example.com> unknown", true)]
    public async Task A_refusal_says_whether_to_try_again_and_nothing_of_whom_it_was_for(string answer, bool forGood)
    {
        _post.RefuseNext(answer);

        var failure = await Assert.ThrowsAsync<NotDeliveredException>(() => Channel(_post.Port).SendAsync(Maria, Hello, default));

        Assert.Equal(forGood, failure.ForGood);
        Assert.DoesNotContain("maria", failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_that_is_not_there_or_says_nothing_does_not_hold_us()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var started = TimeProvider.System.GetTimestamp();

        var waited = await Assert.ThrowsAsync<NotDeliveredException>(() => Channel(port).SendAsync(Maria, Hello, default));
        silent.Stop();
        var refused = await Assert.ThrowsAsync<NotDeliveredException>(() => Channel(port).SendAsync(Maria, Hello, default));

        Assert.False(waited.ForGood || refused.ForGood);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    public ValueTask DisposeAsync() => _post.DisposeAsync();

    private static SmtpChannel Channel(int port) => new(
        Options.Create(new SmtpOptions { Host = "127.0.0.1", Port = port, TimeoutSeconds = 1 }),
        Options.Create(new Operator { Name = "Acerto Testes Ltda.", Cnpj = "1", Address = "2", Email = "a@b.example", Hours = "3" }),
        TimeProvider.System);
}
