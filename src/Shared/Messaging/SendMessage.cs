using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Shared.Messaging;

/// <summary>
/// Writes a message down with the rule that lets it go, sends it, writes down how that went; or writes down the rule that holds it back,
/// and until when. To be called from a job, which looks again at <see cref="Message.LookAgainAt"/>: it throws
/// <see cref="NotDeliveredException"/> while another try makes sense. Saves whatever the caller has changed along with its row.
/// A letter of a test tenant counts as sent and goes nowhere but into the test inbox: the addresses in it may be real.
/// </summary>
public sealed class SendMessage(
    AppDb db, ActTransaction transaction, Vault vault, IMessageChannel channel, IOptions<InboxOptions> inbox, CreditorClock clock)
{
    public sealed record Request(PersonKey Person, MessageKind Kind, Guid About, EmailAddress To, Letter Letter)
    {
        /// <summary>Null when the platform speaks for itself: to who has just asked, and to a creditor's staff.</summary>
        public Behalf? Behalf { get; init; }

        /// <summary>Of which kind of tenant it is: letters of one for tests go nowhere but into its inbox.</summary>
        public CreditorMode Mode { get => Behalf?.Mode ?? field; init; }
    }

    /// <summary>Whom a message speaks for, and when that creditor may write to this debtor.</summary>
    public sealed record Behalf(Id<Creditor> CreditorId, CreditorMode Mode, ContactCalendar Calendar);

    public async Task<Message> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var (message, mayGo) = await transaction.RunAsync(() => WriteDownAsync(request), _ => true);

        if (!mayGo)
        {
            return message;
        }

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

    // One at a time for each person: two letters at the same moment would each find that no other had gone.
    private async Task<(Message Message, bool MayGo)> WriteDownAsync(Request request)
    {
        await transaction.TakeTurnAsync($"messages:{request.Person}");
        var now = clock.GetUtcNow();
        var message = await db.Messages.SingleOrDefaultAsync(m => m.About == request.About && m.Kind == request.Kind);

        if (request.Behalf is not null && message?.IsInFlight(now) is true)
        {
            return (message, false);
        }

        var decision = await DecideAsync(request, message, now);
        message = Written(request, message, now);

        // What waits was not written to anybody: no inbox shows it.
        var keeps = decision.Until is null && (inbox.Value.Keep || request.Mode is CreditorMode.Test);
        message.SealedBody = keeps ? vault.Seal(JsonSerializer.Serialize(request.Letter), Message.BodyContext) : null;

        if (decision.Until is { } until)
        {
            message.Postpone(decision.Rule, until);
        }
        else
        {
            message.Try(decision.Rule, now);
        }

        await db.SaveChangesAsync();
        return (message, decision.Until is null);
    }

    private async Task<ContactDecision> DecideAsync(Request request, Message? message, DateTimeOffset now)
    {
        if (request.Behalf is not { } behalf)
        {
            Invariant.Holds(request.Kind.Duty is MessageDuty.Asked, $"A {request.Kind} speaks for a creditor.");
            return new(ContactRule.Asked, null);
        }

        var since = now.AddDays(-ContactCalendar.DaysBack - 1);
        var own = message?.Id ?? default;
        var before = await db.Messages
            .Where(m => m.PersonKey == request.Person && m.OnBehalfOf == behalf.CreditorId && m.Id != own)
            .Where(m => (m.Status == MessageStatus.Queued || m.Status == MessageStatus.Sent) && m.AllowedAt > since)
            .Select(m => new { m.Kind, m.AllowedAt }).ToListAsync();
        return behalf.Calendar.Decide(request.Kind, [.. before.Where(m => m.Kind.Counts).Select(m => m.AllowedAt!.Value)], now);
    }

    private Message Written(Request request, Message? message, DateTimeOffset now)
    {
        var address = vault.Seal(request.To.Address, Message.AddressContext);

        if (message is null)
        {
            message = new Message
            {
                PersonKey = request.Person,
                OnBehalfOf = request.Behalf?.CreditorId,
                Kind = request.Kind,
                Channel = MessageChannel.Email,
                About = request.About,
                CreatedAt = now,
                SealedAddress = address,
            };
            db.Add(message);
        }

        message.SealedAddress = address;
        return message;
    }
}
