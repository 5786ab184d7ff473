using Shared.Creditors;

namespace Shared.Payments;

/// <summary>The platform and a creditor agreed on what collecting costs, for money that arrives from now on.</summary>
public sealed record CommissionAgreed(
    Id<Creditor> CreditorId, Percent CommissionWas, Percent Commission, FeeBearer GatewayFeesWereBorneBy, FeeBearer GatewayFeesBorneBy) : IEvent
{
    public Guid Subject => CreditorId.Value;
}

/// <summary>
/// Writes down the platform's share of what it collects for a creditor, and who bears what gateways charge. The operator's act: no
/// creditor sets what it pays. What was posted stays. Said twice, it is once.
/// </summary>
public sealed class AgreeCommission(AppDb db, EventLog events)
{
    public static readonly Refusal NotFound = new("creditor-not-found", "Não achamos este credor, ou ele ainda não tem perfil.");
    public static readonly Refusal Invalid = new("commission-invalid", "A comissão vai de 0 a 100%, com até duas casas decimais.");

    private const int Tries = 3;

    /// <param name="GatewayFeesBorneBy">Null for as it is.</param>
    public sealed record Request(Id<Creditor> CreditorId, Percent Commission, FeeBearer? GatewayFeesBorneBy);

    // The creditor may change its own settings at the same time: both changes stand.
    public Task<Outcome<CreditorProfile>> ExecuteAsync(Request request, Actor actor) => db.AgainAsync(Tries, () => AgreeAsync(request, actor));

    private async Task<Outcome<CreditorProfile>> AgreeAsync(Request request, Actor actor)
    {
        var rate = request.Commission.Fraction;

        if (rate is < 0 or > 1 || decimal.Round(rate, 4) != rate)
        {
            return Invalid;
        }

        if (await db.CreditorProfiles.SingleOrDefaultAsync(p => p.CreditorId == request.CreditorId) is not { } profile)
        {
            return NotFound;
        }

        var bearer = request.GatewayFeesBorneBy ?? profile.GatewayFeesBorneBy;

        if ((profile.CommissionRate, profile.GatewayFeesBorneBy) != (rate, bearer))
        {
            await events.RecordAsync(
                new CommissionAgreed(
                    profile.CreditorId, Percent.OfFraction(profile.CommissionRate), request.Commission, profile.GatewayFeesBorneBy, bearer),
                actor);
            (profile.CommissionRate, profile.GatewayFeesBorneBy) = (rate, bearer);
            await db.SaveChangesAsync();
        }

        return profile;
    }
}
