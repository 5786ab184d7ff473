using System.Text.RegularExpressions;
using MimeKit;
using Tests.Testing;

namespace Tests.E2e.Staging;

/// <summary>Everybody's mail, read like the people would: the newest letter counts, each is read once.</summary>
public sealed partial class Mailbox : IAsyncDisposable
{
    private const string CodeSubject = "Seu código para entrar no Acerto";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FakeSmtp _server = new();
    private readonly HashSet<MimeMessage> _read = [];

    public int Port => _server.Port;

    /// <summary>The code in the newest unread letter to this address, waiting for one to come.</summary>
    public async Task<string> CodeSentToAsync(string address) =>
        await NewCodeSentToAsync(address, Patience) ?? throw new TimeoutException($"No letter with a code came to {address}.");

    /// <summary>The same; null when none has come after that long.</summary>
    public async Task<string?> NewCodeSentToAsync(string address, TimeSpan patience)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (TimeProvider.System.GetElapsedTime(since) < patience)
        {
            if (Unread(address).Where(l => l.Subject == CodeSubject).ToArray() is [.., var newest] unread)
            {
                MarkRead(unread);
                return Code().Match(newest.TextBody ?? "").Value;
            }

            await Task.Delay(50);
        }

        return null;
    }

    /// <summary>The newest unread letter with this subject, waiting for one to come.</summary>
    public async Task<string> LetterToAsync(string address, string subject)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            if (Unread(address).Where(l => l.Subject == subject).ToArray() is [.., var newest] unread)
            {
                MarkRead(unread);
                return newest.TextBody ?? "";
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"No letter “{subject}” came to {address}.");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private MimeMessage[] Unread(string address)
    {
        lock (_read)
        {
            return [.. _server.Letters.Where(l => l.To.Mailboxes.Any(m => m.Address.Equals(address, StringComparison.OrdinalIgnoreCase)) && !_read.Contains(l))];
        }
    }

    private void MarkRead(IEnumerable<MimeMessage> letters)
    {
        lock (_read)
        {
            _read.UnionWith(letters);
        }
    }

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex Code();
}
