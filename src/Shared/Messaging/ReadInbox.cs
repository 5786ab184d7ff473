using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Shared.Messaging;

/// <summary>What the inbox for tests shows. <paramref name="Code"/> is the one-time code in it, if there is one.</summary>
public sealed partial record InboxMessage(Guid About, DateTimeOffset At, string To, string Subject, string Text, string Html, string? Code)
{
    internal static InboxMessage Open(Vault vault, Guid about, DateTimeOffset at, byte[] sealedAddress, byte[] sealedBody)
    {
        var letter = JsonSerializer.Deserialize<Letter>(vault.Open(sealedBody, Message.BodyContext))!;
        var code = SixDigits.Match(letter.Text);
        return new(
            about, at, vault.OpenText(sealedAddress, Message.AddressContext), letter.Subject, letter.Text, letter.Html, code.Success ? code.Value : null);
    }

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex SixDigits { get; }
}

/// <summary>The letters kept in development and tests, newest first; all people's, or those about one thing. Empty where none are kept.</summary>
public sealed class ReadInbox(AppDb db, Vault vault, IOptions<InboxOptions> inbox)
{
    public async Task<IReadOnlyList<InboxMessage>> ExecuteAsync(Guid? about = null)
    {
        if (!inbox.Value.Keep)
        {
            return [];
        }

        var kept = await db.Database
            .SqlQuery<Kept>($"select about, created_at, sealed_address, sealed_body from kept_messages({about})").ToListAsync();
        return [.. kept.Select(k => InboxMessage.Open(vault, k.About, k.CreatedAt, k.SealedAddress, k.SealedBody))];
    }

    private sealed record Kept(Guid About, DateTimeOffset CreatedAt, byte[] SealedAddress, byte[] SealedBody);
}
