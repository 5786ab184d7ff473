using Microsoft.Extensions.DependencyInjection;
using Shared.Creditors;
using Shared.Debtors;
using Shared.Messaging;

namespace Shared.Agreements;

/// <summary>
/// Sends a letter about an agreement to the contact the creditor has on file. From a job; uses the network. Null when
/// there is no such contact. One that has gone out since <see cref="Request.NotBefore"/> is not sent again.
/// </summary>
internal sealed class WriteToDebtor(AppDb db, Tenant tenant, Vault vault, LetterBook letters, IServiceScopeFactory scopes)
{
    public sealed record Request(Agreement Agreement, MessageKind Kind, Guid About, DateTimeOffset NotBefore, string Template)
    {
        public required IReadOnlyDictionary<string, string> Values { get; init; }
    }

    public async Task<Message?> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var agreement = request.Agreement;
        var debtor = await db.Debtors.AsNoTracking().SingleAsync(d => d.CreditorId == agreement.CreditorId && d.Id == agreement.DebtorId, cancellation);

        if (!EmailAddress.TryParse(DebtorIdentity.Open(debtor.SealedIdentity, vault).Email, out var address))
        {
            return null;
        }

        var creditor = await db.Creditors.AsNoTracking().SingleAsync(c => c.Id == agreement.CreditorId, cancellation);
        var letter = letters.Write(request.Template, await ValuesAsync(request, cancellation));

        // A message is its person's; what it is about is its creditor's. No scope sees both.
        await using var theirs = scopes.ForPerson(agreement.PersonKey, tenant.Ahead);
        var known = await theirs.ServiceProvider.GetRequiredService<AppDb>().Messages.AsNoTracking()
            .SingleOrDefaultAsync(m => m.About == request.About && m.Kind == request.Kind, cancellation);

        return known is { Status: MessageStatus.Sent } && known.SentAt >= request.NotBefore
            ? known
            : await theirs.ServiceProvider.GetRequiredService<SendMessage>().ExecuteAsync(
                new(agreement.PersonKey, request.Kind, request.About, address, letter, creditor.Mode), cancellation);
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
