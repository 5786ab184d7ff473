using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Shared.Messaging.Channels;

/// <summary>E-mail by SMTP.</summary>
internal sealed class SmtpChannel(IOptions<SmtpOptions> options, IOptions<Operator> us, TimeProvider clock) : IMessageChannel
{
    private const int Steps = 3;

    private TimeSpan EachStep => TimeSpan.FromSeconds(options.Value.TimeoutSeconds);

    public async Task SendAsync(EmailAddress to, Letter letter, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(EachStep * Steps);

        try
        {
            using var envelope = Write(to, letter);
            await DeliverAsync(envelope, patience.Token);
        }
        catch (SmtpCommandException refused)
        {
            var code = (int)refused.StatusCode;
            throw new NotDeliveredException(string.Create(CultureInfo.InvariantCulture, $"smtp {code}"), forGood: code >= 500);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ProtocolException or TimeoutException
            or AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            throw new NotDeliveredException(failure.GetType().Name, forGood: false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new NotDeliveredException("time-out", forGood: false);
        }
    }

    private MimeMessage Write(EmailAddress to, Letter letter)
    {
        var envelope = new MimeMessage { Subject = letter.Subject, Date = clock.GetUtcNow().InBrazil };
        envelope.From.Add(new MailboxAddress(us.Value.Name, options.Value.From));
        envelope.To.Add(new MailboxAddress(null, to.Address));
        envelope.Headers.Add("Auto-Submitted", "auto-generated");
        envelope.Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody();
        return envelope;
    }

    private async Task DeliverAsync(MimeMessage envelope, CancellationToken patience)
    {
        var server = options.Value;
        using var smtp = new SmtpClient { Timeout = (int)EachStep.TotalMilliseconds };
        await smtp.ConnectAsync(server.Host, server.Port, Security(server), patience);

        if (server.User.Length > 0)
        {
            await smtp.AuthenticateAsync(server.User, server.Password, patience);
        }

        await smtp.SendAsync(envelope, patience);
        await smtp.DisconnectAsync(quit: true, patience);
    }

    private static SecureSocketOptions Security(SmtpOptions server) => server switch
    {
        { Port: 465 } => SecureSocketOptions.SslOnConnect,
        { RequireTls: true } => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };
}
