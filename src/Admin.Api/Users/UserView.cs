using Admin.Api.Http;
using Shared.Staff;

namespace Admin.Api.Users;

/// <summary>Somebody who works at the creditor.</summary>
/// <param name="Status">"invited" until they have joined, "disabled" once they were let go.</param>
/// <param name="LastSignInAt">Null before the first one.</param>
public sealed record UserView(
    Id<StaffUser> Id, string Name, string Email, StaffRole Role, StaffStatus Status, AuthorityView Authority, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt)
    : IRepresentation
{
    internal static UserView Of(StaffUser user, Vault vault) => new(
        user.Id, user.Name, user.EmailOf(vault), user.Role, user.Status, AuthorityView.Of(user.Authority), user.CreatedAt, user.LastSignInAt);
}

/// <summary>How much one person may give up alone. Both limits hold.</summary>
/// <param name="MaxDiscountPercent">Of the balance.</param>
public sealed record AuthorityView(Percent MaxDiscountPercent, Money MaxGivenUp)
{
    internal static AuthorityView Of(Authority authority) => new(Percent.OfFraction(authority.MaxDiscountRate), authority.MaxGivenUp);
}

internal sealed class ShowUser(AppDb db, Vault vault, Tenant tenant) : IShow<StaffUser>
{
    public async Task<IRepresentation?> FindAsync(Id<StaffUser> id) =>
        await db.StaffUsers.AsNoTracking().SingleOrDefaultAsync(u => u.CreditorId == tenant.CreditorId && u.Id == id) is { } user ? UserView.Of(user, vault) : null;
}
