namespace Shared.Staff;

/// <summary>One's own account, and the second proof that is offered to whoever wants another.</summary>
public sealed record OwnAccount(StaffUser User, string Email, TotpOffer Offer);

public sealed class ReadOwnAccount(AppDb db, Tenant tenant, Vault vault)
{
    /// <param name="offer">The second proof that was offered before, as the form carries it.</param>
    public async Task<OwnAccount> ExecuteAsync(Id<StaffUser> userId, string? offer)
    {
        var user = await db.StaffUsers.AsNoTracking().SingleAsync(u => u.CreditorId == tenant.CreditorId && u.Id == userId);
        var email = user.EmailOf(vault);
        return new OwnAccount(user, email, TotpOffer.To(user.Id.Value, email, offer, vault));
    }
}
