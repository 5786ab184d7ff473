using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Shared.Messaging;

/// <summary>
/// Writes a message down, sends it, writes down how that went. To be called from a job: it throws
/// <see cref="NotDeliveredException"/> while another try makes sense. Saves whatever the caller has changed along with its row.
/// A letter of a test tenant counts as sent and goes nowhere but into the test inbox: the addresses in it may be real.
/// </summary>
public sealed class SendMessage(AppDb db, Vault vault, IMessageChannel channel, IOptions<InboxOptions> inbox, CreditorClock clock)
{
    public sealed record Request(PersonKey Person, MessageKind Kind, Guid About, EmailAddress To, Letter Letter, CreditorMode Mode = CreditorMode.Live);

    public async Task<Message> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var message = await WriteDownAsync(request);

        try
        {
            if (request.Mode is CreditorMode.Live)
            {
                await channel.SendAsync(request.To, request.Letter, cancellation);
            }

            message.Sent(clock.GetUtcNow());
        }
        catch (NotDeliveredException failure)
        {
            message.Fail(failure.Message);
            await db.SaveChangesAsync(CancellationToken.None);

            if (!failure.ForGood)
            {
                throw;
            }
        }

        await db.SaveChangesAsync(CancellationToken.None);
        return message;
    }

    private async Task<Message> WriteDownAsync(Request request)
    {
        var address = vault.Seal(request.To.Address, Message.AddressContext);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.About == request.About && m.Kind == request.Kind);

        if (message is null)
        {
            message = new Message
            {
                PersonKey = request.Person,
                Kind = request.Kind,
                Channel = MessageChannel.Email,
                About = request.About,
                CreatedAt = clock.GetUtcNow(),
                SealedAddress = address,
            };
            db.Add(message);
        }

        message.SealedAddress = address;
        message.SealedBody = inbox.Value.Keep || request.Mode is CreditorMode.Test ? vault.Seal(JsonSerializer.Serialize(request.Letter), Message.BodyContext) : null;
        message.Try();
        await db.SaveChangesAsync();
        return message;
    }
}
