using Microsoft.Extensions.DependencyInjection;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Messaging;

namespace Shared.Agreements;

/// <summary>
/// Sends a letter about an agreement to the contact the creditor has on file, when it may go; whoever calls looks again at
/// <see cref="Message.LookAgainAt"/>. From a job; uses the network. Null when there is no such contact. One that has gone out since
/// <see cref="Request.NotBefore"/> is not sent again.
/// </summary>
internal sealed class WriteToDebtor(
    AppDb db, Tenant tenant, Vault vault, LetterBook letters, FindContactCalendar findCalendar, IServiceScopeFactory scopes)
{
    public sealed record Request(Agreement Agreement, MessageKind Kind, Guid About, DateTimeOffset NotBefore, string Template)
    {
        public required IReadOnlyDictionary<string, string> Values { get; init; }
    }

    public async Task<Message?> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var agreement = request.Agreement;
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId, cancellation);

        var identity = DebtorIdentity.Open(debtor.SealedIdentity, vault);

        if (!EmailAddress.TryParse(identity.Email, out var address))
        {
            return null;
        }

        var creditor = await db.Creditors.AsNoTracking().SingleAsync(c => c.Id == agreement.CreditorId, cancellation);
        var letter = letters.Write(request.Template, await ValuesAsync(request, cancellation));
        var calendar = await findCalendar.ExecuteAsync(creditor.Id, new Place(debtor.State, identity.City));

        // A message is its person's; what it is about is its creditor's. No scope sees both.
        await using var theirs = scopes.ForPerson(agreement.PersonKey, tenant.Ahead);
        var known = await theirs.ServiceProvider.GetRequiredService<AppDb>().Messages.AsNoTracking()
            .SingleOrDefaultAsync(m => m.About == request.About && m.Kind == request.Kind, cancellation);

        return known is { Status: MessageStatus.Sent } && known.SentAt >= request.NotBefore
            ? known
            : await theirs.ServiceProvider.GetRequiredService<SendMessage>().ExecuteAsync(
                new(agreement.PersonKey, request.Kind, request.About, address, letter) { Behalf = new(creditor.Id, creditor.Mode, calendar) }, cancellation);
    }

    /// <summary>What a letter that waits would say is no longer so.</summary>
    public async Task DropAsync(PersonKey person, Id<Message> waiting)
    {
        await using var theirs = scopes.ForPerson(person);
        await theirs.ServiceProvider.GetRequiredService<DropMessage>().ExecuteAsync(waiting);
    }

    private async Task<Dictionary<string, string>> ValuesAsync(Request request, CancellationToken cancellation)
    {
        var agreement = request.Agreement;
        var block = CreditorBlock.Of(
            await db.CreditorProfiles.AsNoTracking().SingleAsync(p => p.CreditorId == agreement.CreditorId, cancellation));

        return new(request.Values)
        {
            ["agreement"] = agreement.Id.ToString(),
            ["number"] = agreement.Number,
            ["creditor"] = block.Name,
            ["creditordocument"] = block.DocumentLine,
            ["creditoraddress"] = block.Address,
            ["creditorcontact"] = block.Contact,
        };
    }
}
