namespace Shared.Staff;

public sealed record StaffEntrusted(Id<Creditor> CreditorId, Id<StaffUser> UserId, Percent MaxDiscount, Money MaxGivenUp) : IEvent
{
    public Guid Subject => UserId.Value;
}

/// <summary>Says how much a member of staff may give up alone. An administrator's act, and never on oneself.</summary>
public sealed class EntrustStaff(AppDb db, Tenant tenant, EventLog events)
{
    public static readonly Refusal NotFound = new("staff-not-found", "Não achamos esta pessoa na equipe.");
    public static readonly Refusal NotAdmin = new("staff-not-admin", "Só quem administra o credor muda a equipe e as alçadas.");
    public static readonly Refusal OwnAuthority = new("own-authority", "Ninguém muda a própria alçada. Peça a outra pessoa que administra.");
    public static readonly Refusal Unsound = new("authority-invalid", $"A alçada vai de 0 a 100% e de {Money.Zero} para cima.");
    public static readonly Refusal Raced = new("staff-changed", "A conta mudou ao mesmo tempo. Confira e repita.");

    public sealed record Request(Id<StaffUser> UserId, Authority Authority);

    public async Task<Outcome<StaffUser>> ExecuteAsync(Request request, Actor actor)
    {
        if (!request.Authority.IsSound)
        {
            return Unsound;
        }

        if (await db.ColleagueOfAsync(tenant.CreditorId, request.UserId) is not { Status: not StaffStatus.Disabled } user)
        {
            return NotFound;
        }

        if (actor.Id == user.Id.ToString())
        {
            return OwnAuthority;
        }

        if (!await db.AdministersAsync(user.CreditorId, actor))
        {
            return NotAdmin;
        }

        user.Entrust(request.Authority);
        await events.RecordAsync(
            new StaffEntrusted(user.CreditorId, user.Id, Percent.OfFraction(request.Authority.MaxDiscountRate), request.Authority.MaxGivenUp), actor);

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return Raced;
        }

        return user;
    }
}
