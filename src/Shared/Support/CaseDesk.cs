using Shared.Staff;

namespace Shared.Support;

/// <summary>Who may do something to a case: one at a time, and colleagues are told who (product S2).</summary>
public static class CaseDesk
{
    public static readonly Refusal NotFound = new("case-not-found", "Não achamos este caso.");
    public static readonly Refusal AlreadyResolved = new("case-resolved", "Este caso já foi resolvido.");
    public static readonly Refusal NotYours = new("case-not-yours", "Assuma o caso antes: assim ninguém mais mexe nele ao mesmo tempo.");
    public static readonly Refusal Raced = new("case-changed", "O caso mudou enquanto você olhava. Confira de novo.");

    public static Refusal Taken(string name) => new("case-taken", $"{name} está neste caso.");

    extension(AppDb db)
    {
        /// <summary>The member of staff who acts; null for a machine.</summary>
        public async Task<StaffUser?> ColleagueAsync(Id<Creditor> creditorId, Actor actor) =>
            actor.Kind == "staff" && Id<StaffUser>.TryParse(actor.Id, out var id)
                ? await db.StaffUsers.AsNoTracking().SingleOrDefaultAsync(u => u.CreditorId == creditorId && u.Id == id)
                : null;

        /// <summary>Why this actor must leave the case alone; null when it is theirs. A machine keeps off what somebody holds.</summary>
        public async Task<Refusal?> WhyNotAsync(Case found, Actor actor)
        {
            if (!found.IsOpen)
            {
                return AlreadyResolved;
            }

            if (found.AssigneeId is not { } holder)
            {
                return actor.Kind == "staff" ? NotYours : null;
            }

            return holder.ToString() == actor.Id ? null : Taken(await db.NameOfStaffAsync(found.CreditorId, holder));
        }

        internal async Task<string> NameOfStaffAsync(Id<Creditor> creditorId, Id<StaffUser> id) =>
            await db.StaffUsers.Where(u => u.CreditorId == creditorId && u.Id == id).Select(u => u.Name).SingleOrDefaultAsync() ?? "Alguém que saiu da equipe";
    }
}
