namespace Shared.Messaging;

/// <summary>What is said, in the form a mail reader shows and in the plain one.</summary>
public sealed record Letter(string Subject, string Text, string Html);

/// <summary>A way to reach people. Throws <see cref="NotDeliveredException"/> when it did not work.</summary>
public interface IMessageChannel
{
    Task SendAsync(EmailAddress to, Letter letter, CancellationToken cancellation);
}

/// <summary>
/// A channel's "no". Carries no inner exception and none of the server's words: both may repeat the address.
/// <paramref name="forGood"/> says that trying again is useless.
/// </summary>
public sealed class NotDeliveredException(string reason, bool forGood) : Exception(reason)
{
    public bool ForGood { get; } = forGood;
}
