using Shared.Payments.Pix;

namespace Shared.Payments;

public sealed record GatewayAccountRevised(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, bool HasNewCredentials) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>Changes how an account is called, used and spoken to. What is null stays. New credentials unlock an account that was shut for its old ones.</summary>
public sealed class ReviseGatewayAccount(AppDb db, GatewayDesk gateways, PixEnrolment pixEnrolment, JobQueue jobs, EventLog events)
{
    public static readonly Refusal NotFound = new("gateway-account-not-found", "Não encontramos esta conta de recebimento.");
    public static readonly Refusal MethodInvalid = new("payment-method-invalid", "Esta conta não recebe por um destes meios.");
    public static readonly Refusal OtherGateway = new("credentials-invalid", "Estas credenciais são de outro tipo de conta.");

    public sealed record Request(
        Id<GatewayAccount> Id, string? Name, int? Priority, IReadOnlyList<PaymentMethod>? Methods, bool? IsEnabled, PixRenewal? Pix = null);

    public async Task<Outcome<GatewayAccount>> ExecuteAsync(Request request, Actor actor)
    {
        if (await db.GatewayAccounts.SingleOrDefaultAsync(a => a.Id == request.Id) is not { } account)
        {
            return NotFound;
        }

        if (request.Methods is { } methods && methods.Except(gateways.Of(account).Abilities.Methods).Any())
        {
            return MethodInvalid;
        }

        if (request.Pix is { } renewal)
        {
            if (account.Gateway is not GatewayName.Pix)
            {
                return OtherGateway;
            }

            if (!pixEnrolment.Renew(account, renewal).Succeeded(out var enrolled, out var refusal))
            {
                return refusal;
            }

            enrolled.Into(account);
            account.Unlock();
            jobs.Enqueue(new KeepNoticeRegistration(account.Id, IsWanted: true), account.CreditorId);
        }

        account.Name = request.Name ?? account.Name;
        account.Priority = request.Priority ?? account.Priority;
        account.Methods = request.Methods is null ? account.Methods : [.. request.Methods.Distinct()];
        account.IsEnabled = request.IsEnabled ?? account.IsEnabled;
        await events.RecordAsync(new GatewayAccountRevised(account.CreditorId, account.Id, request.Pix is not null), actor);
        await db.SaveChangesAsync();
        return account;
    }
}
