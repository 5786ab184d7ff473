using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Shared.Messaging;

/// <summary>What the inbox for tests shows. <paramref name="Code"/> is the one-time code in it, if there is one.</summary>
public sealed record InboxMessage(Guid About, DateTimeOffset At, string To, string Subject, string Text, string Html, string? Code);

/// <summary>The letters kept in development and tests, newest first; all people's, or those about one thing. Empty where none are kept.</summary>
public sealed partial class ReadInbox(AppDb db, Vault vault, IOptions<InboxOptions> inbox)
{
    public async Task<IReadOnlyList<InboxMessage>> ExecuteAsync(Guid? about = null)
    {
        if (!inbox.Value.Keep)
        {
            return [];
        }

        var kept = await db.Database
            .SqlQuery<Kept>($"select about, created_at, sealed_address, sealed_body from kept_messages({about})").ToListAsync();
        return [.. kept.Select(Open)];
    }

    private InboxMessage Open(Kept kept)
    {
        var letter = JsonSerializer.Deserialize<Letter>(vault.Open(kept.SealedBody, Message.BodyContext))!;
        var to = vault.OpenText(kept.SealedAddress, Message.AddressContext);
        var code = SixDigits.Match(letter.Text);
        return new(kept.About, kept.CreatedAt, to, letter.Subject, letter.Text, letter.Html, code.Success ? code.Value : null);
    }

    private sealed record Kept(Guid About, DateTimeOffset CreatedAt, byte[] SealedAddress, byte[] SealedBody);

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex SixDigits { get; }
}
