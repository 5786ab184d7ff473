using Shared.Staff;

namespace Shared.Support;

public sealed record OverrideRefused(
    Id<Creditor> CreditorId, PersonKey PersonKey, Id<Override> OverrideId, Id<StaffUser> SecondPerson) : IPersonEvent
{
    public Guid Subject => OverrideId.Value;
}

/// <summary>A second person says no, and why, to whoever asked. The debtor never hears that anybody asked.</summary>
public sealed class RefuseOverride(AppDb db, EventLog events, CloseCase closeCase, Vault vault, CreditorClock clock)
{
    public static readonly Refusal WhyMissing = new("override-refusal-invalid", $"Diga a quem pediu por que não, em até {NoteCase.Longest} letras.");

    public sealed record Request(Id<Override> OverrideId, string Why);

    public async Task<Outcome<Override>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.Overrides.SingleOrDefaultAsync(o => o.Id == request.OverrideId) is not { } asked)
        {
            return ApproveOverride.NotFound;
        }

        if (request.Why.Trim() is { Length: 0 or > NoteCase.Longest })
        {
            return WhyMissing;
        }

        if (asked.Status is not OverrideStatus.Pending)
        {
            return ApproveOverride.Decided;
        }

        if (await db.ColleagueAsync(asked.CreditorId, actor) is not { } second)
        {
            return RequestOverride.NotStaff;
        }

        if (second.Id == asked.RequestedBy)
        {
            return ApproveOverride.OwnRequest;
        }

        asked.Refuse(second.Id, vault.Seal(request.Why.Trim(), Override.NoteContext), clock.GetUtcNow());
        await events.RecordAsync(new OverrideRefused(asked.CreditorId, asked.PersonKey, asked.Id, second.Id), actor);

        if (await db.Cases.SingleOrDefaultAsync(c => c.Kind == CaseKind.Override && c.Subject == asked.Id.Value && c.Status == CaseStatus.Open) is { } open)
        {
            await closeCase.ExecuteAsync(open, CaseResolution.Refused, note: null, actor);
        }

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return ApproveOverride.Decided;
        }

        return asked;
    }
}
