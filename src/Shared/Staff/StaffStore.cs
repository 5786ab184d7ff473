using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Shared.Staff;

/// <summary>Identity's own store on our database. We have no claims, log-ins or tokens beside the user's row.</summary>
internal sealed class StaffStore(AppDb db, IdentityErrorDescriber errors)
    : UserOnlyStore<StaffUser, AppDb, Id<StaffUser>, IdentityUserClaim<Id<StaffUser>>, IdentityUserLogin<Id<StaffUser>>, IdentityUserToken<Id<StaffUser>>>(db, errors)
{
    public override Id<StaffUser> ConvertIdFromString(string? id) => Id<StaffUser>.TryParse(id, out var parsed) ? parsed : default;
}
