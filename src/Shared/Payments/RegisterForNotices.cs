namespace Shared.Payments;

/// <summary>Somebody asks that a PSP post its notices to us, or no longer.</summary>
public sealed record NoticeRegistrationAsked(Id<Creditor> CreditorId, Id<GatewayAccount> GatewayAccountId, bool IsWanted) : IEvent
{
    public Guid Subject => GatewayAccountId.Value;
}

/// <summary>Has the worker tell an account's PSP where to post its notices: nothing waits for the network here.</summary>
public sealed class RegisterForNotices(AppDb db, JobQueue jobs, EventLog events)
{
    public static readonly Refusal NotFound = new("gateway-account-not-found", "Não encontramos esta conta de recebimento.");
    public static readonly Refusal NotThere = new("notices-not-registrable", "Só contas de API Pix registram o endereço dos avisos por aqui.");

    public async Task<Outcome<GatewayAccount>> ExecuteAsync(Id<GatewayAccount> id, bool isWanted, Actor actor)
    {
        if (await db.GatewayAccounts.SingleOrDefaultAsync(a => a.Id == id) is not { } account)
        {
            return NotFound;
        }

        if (account.Gateway is not GatewayName.Pix)
        {
            return NotThere;
        }

        jobs.Enqueue(new KeepNoticeRegistration(id, isWanted), account.CreditorId);
        await events.RecordAsync(new NoticeRegistrationAsked(account.CreditorId, id, isWanted), actor);
        await db.SaveChangesAsync();
        return account;
    }
}
