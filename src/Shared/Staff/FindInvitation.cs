namespace Shared.Staff;

/// <summary>A link that still opens: for whom, at which creditor, and the second proof that is offered there.</summary>
public sealed record OpenInvitation(StaffInvitation Invitation, StaffUser User, string Creditor, string Email, TotpOffer Offer);

/// <summary>What a link opens. One that is over, was used or withdrawn, and one that never was, get one answer.</summary>
public sealed class FindInvitation(AppDb db, Tenant tenant, Vault vault, StaffLimits limits, TimeProvider clock)
{
    public static readonly Refusal NotOpen = new(
        "invitation-not-open", "Este convite não vale mais. Peça outro a quem administra a sua empresa no Acerto.");

    /// <param name="Offer">The second proof that was offered before, as the form carries it.</param>
    public sealed record Request(string Token, string? Offer, string ClientAddress);

    public async Task<Outcome<OpenInvitation>> ExecuteAsync(Request request, CancellationToken cancellation)
    {
        var hash = InvitationToken.HashOf(request.Token) ?? [];
        var held = Convert.ToHexStringLower(hash);
        var limit = await limits.TryAsync($"invitation:{held}", request.ClientAddress, cancellation);

        if (!limit.Allowed)
        {
            return SignInStaff.TooMany(clock.GetUtcNow() + limit.RetryAfter);
        }

        tenant.EnterStaff(held);
        var invitation = await db.StaffInvitations.AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == hash, cancellation);

        if (invitation is null || !invitation.IsOpen(clock.GetUtcNow()))
        {
            return NotOpen;
        }

        tenant.Enter(invitation.CreditorId);

        if (await db.ColleagueOfAsync(invitation.CreditorId, invitation.UserId) is not { Status: not StaffStatus.Disabled } user)
        {
            return NotOpen;
        }

        var creditor = await db.Creditors.Where(c => c.Id == user.CreditorId).Select(c => c.Name).SingleAsync(cancellation);
        var email = user.EmailOf(vault);
        return new OpenInvitation(invitation, user, creditor, email, TotpOffer.To(invitation.Id.Value, email, request.Offer, vault));
    }
}
