using System.Text.Json;
using System.Text.Json.Nodes;
using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Agreements;
using Shared.Debts;
using Shared.Payments;
using Shared.Webhooks;

namespace Admin.Api.Debts;

[ApiController]
[Route("v1/debts/{id}/timeline")]
public sealed class DebtTimelinesController(AppDb db, Pages pages) : ControllerBase
{
    /// <summary>Everything that happened to a debt, its agreements and their payments, newest first, and who did it.</summary>
    [HttpGet]
    [Scope("debts:read")]
    [ProducesResponseType<Page<HappeningView>>(200)]
    public async Task<IActionResult> ListAsync(Id<Debt> id, [FromQuery] PageQuery page)
    {
        if (!await db.Debts.AnyAsync(d => d.Id == id))
        {
            return this.Refuse(ShowDebt.NotFound);
        }

        var subjects = await SubjectsAsync(id);
        return await pages.OfAsync(page, db.Events.AsNoTracking().Where(e => subjects.Contains(e.Subject)), e => e.Id, e => HappeningView.Of(e));
    }

    private async Task<List<Guid>> SubjectsAsync(Id<Debt> id)
    {
        var agreements = await db.AgreementDebts.Where(d => d.DebtId == id).Select(d => d.AgreementId).ToListAsync();
        var instalments = await db.Instalments.Where(i => agreements.Contains(i.AgreementId)).Select(i => i.Id).ToListAsync();
        var purposes = instalments.Select(InstalmentPurpose.Of).ToList();
        var charges = await db.Charges.Where(c => purposes.Contains(c.Purpose)).Select(c => c.Id).ToListAsync();
        var payments = await db.Payments.Where(p => charges.Contains(p.ChargeId)).Select(p => p.Id).ToListAsync();

        return
        [
            id.Value,
            .. agreements.Select(a => a.Value), .. instalments.Select(i => i.Value), .. charges.Select(c => c.Value), .. payments.Select(p => p.Value),
        ];
    }
}

/// <summary>Something that happened, and who did it.</summary>
/// <param name="Type">As in webhooks where the event is public; else its own name.</param>
public sealed record HappeningView(Id<EventRow> Id, string Type, DateTimeOffset At, ActorView Actor, JsonNode Data)
{
    // The person key would let two creditors find out that they speak of the same person.
    private static readonly string[] Hidden = ["CreditorId", "PersonKey", "Subject"];

    internal static HappeningView Of(EventRow row) => new(
        row.Id,
        PublicEvents.IsPublic(row) ? PublicEvents.TypeOf(row) : JsonNamingPolicy.KebabCaseLower.ConvertName(row.Name),
        row.HappenedAt,
        ActorView.Of(row.ActorKind, row.ActorId),
        new JsonObject(JsonNode.Parse(row.Payload)!.AsObject()
            .Where(member => !Hidden.Contains(member.Key))
            .Select(member => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(member.Key), member.Value?.DeepClone()))));
}

/// <param name="Id">Null for the debtor: nobody else can be meant.</param>
public sealed record ActorView(string Kind, string? Id)
{
    internal static ActorView Of(string kind, string id) => new(kind, kind == Actor.DebtorKind ? null : id);
}
