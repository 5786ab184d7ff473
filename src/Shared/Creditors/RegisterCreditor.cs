namespace Shared.Creditors;

public sealed record CreditorRegistered(Id<Creditor> CreditorId, Guid AccountId) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <summary>Takes a company in: its live tenant and the test tenant beside it. An act of the platform's operator, with the owner's rights.</summary>
public sealed class RegisterCreditor(AppDb db, EventLog events, TimeProvider clock)
{
    public static readonly Refusal Taken = new("creditor-slug-taken", "Já existe um credor com este endereço curto.");

    /// <param name="Profile">Makes the profile of each tenant.</param>
    public sealed record Request(string Slug, string Name, Func<Id<Creditor>, CreditorProfile> Profile);

    public sealed record Result(Creditor Live, Creditor Test);

    public async Task<Outcome<Result>> ExecuteAsync(Request request, Actor actor)
    {
        var account = Guid.CreateVersion7();
        var live = Tenant(request.Slug, CreditorMode.Live);
        var test = Tenant(request.Slug + "-teste", CreditorMode.Test);

        foreach (var creditor in new[] { live, test })
        {
            db.Add(creditor);
            db.Add(request.Profile(creditor.Id));
            await events.RecordAsync(new CreditorRegistered(creditor.Id, account), actor);
        }

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            return Taken;
        }

        return new Result(live, test);

        Creditor Tenant(string slug, CreditorMode mode) => new()
        {
            AccountId = account,
            Mode = mode,
            Slug = slug,
            Name = request.Name,
            CreatedAt = clock.GetUtcNow(),
        };
    }
}
