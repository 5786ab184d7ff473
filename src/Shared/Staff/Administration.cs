namespace Shared.Staff;

/// <summary>Who may change a creditor's staff: who administers it, and its own systems.</summary>
internal static class Administration
{
    extension(AppDb db)
    {
        public async Task<bool> AdministersAsync(Id<Creditor> creditorId, Actor actor) =>
            actor.Kind != "staff"
            || (Id<StaffUser>.TryParse(actor.Id, out var id)
                && await db.StaffUsers.AnyAsync(u => u.CreditorId == creditorId && u.Id == id && u.Role == StaffRole.CreditorAdmin && u.DisabledAt == null));

        /// <summary>One of this creditor's staff; null for anybody else.</summary>
        public Task<StaffUser?> ColleagueOfAsync(Id<Creditor>? creditorId, Id<StaffUser> id) =>
            db.StaffUsers.SingleOrDefaultAsync(u => u.CreditorId == creditorId && u.Id == id);

        /// <summary>Whether this user name is an account already, at whatever creditor: the one question about staff that crosses tenants.</summary>
        public Task<bool> HasStaffAccountAsync(string userName) =>
            db.Database.SqlQuery<bool>($"""select staff_account_exists({userName}) as "Value" """).SingleAsync();
    }
}
