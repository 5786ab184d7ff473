namespace Shared.Messaging.Channels;

/// <summary>Sends nowhere: the row that <see cref="SendMessage"/> kept is the whole delivery.</summary>
internal sealed class InboxChannel : IMessageChannel
{
    public Task SendAsync(EmailAddress to, Letter letter, CancellationToken cancellation) => Task.CompletedTask;
}
