namespace Shared.Payments;

/// <summary>Hears a gateway's notice: proves who speaks, keeps what was said, enqueues a look. Never fails for a business reason.</summary>
public sealed class HearGateway(
    AppDb db, EnterTenant enterTenant, JobQueue jobs, Vault vault, GatewayDesk gateways, CreditorClock clock, TimeProvider machine)
{
    /// <summary>One answer for an unknown account and for a bad signature: the door tells nobody which accounts exist.</summary>
    public static readonly Refusal Forged = new("notice-not-authentic", "Este aviso não é autêntico.");

    private const string Context = "gateway-notice";

    public async Task<Outcome<IReadOnlyList<GatewayHint>>> ExecuteAsync(GatewayName gateway, Id<GatewayAccount> accountId, RawNotice notice)
    {
        var owners = await db.Database
            .SqlQuery<Guid?>($"select creditor_of_gateway_account({accountId.Value}) as \"Value\"").ToListAsync();

        if (owners is not [{ } creditor])
        {
            return Forged;
        }

        await enterTenant.ExecuteAsync(new Id<Creditor>(creditor), CancellationToken.None);
        var account = await db.GatewayAccounts.SingleAsync(a => a.Id == accountId);

        if (account.Gateway != gateway || gateways.Of(gateway).Hear(account, notice, machine.GetUtcNow()) is not { } hints)
        {
            return Forged;
        }

        foreach (var hint in hints)
        {
            if (!await db.GatewayNotices.AnyAsync(n => n.GatewayAccountId == accountId && n.EventKey == hint.EventKey))
            {
                await KeepAsync(account, hint, notice);
            }
        }

        return Outcome.Of(hints);
    }

    private async Task KeepAsync(GatewayAccount account, GatewayHint hint, RawNotice notice)
    {
        var now = clock.GetUtcNow();
        var kept = new GatewayNotice
        {
            CreditorId = account.CreditorId,
            GatewayAccountId = account.Id,
            EventKey = hint.EventKey,
            SealedBody = vault.Seal((hint.Said ?? notice.Body).Span, Context),
            ReceivedAt = now,
            Txid = hint.Txid,
            Reference = hint.Reference,
            ExternalId = hint.ExternalId,
        };
        db.Add(kept);

        if (!kept.SaysWhat)
        {
            kept.End(NoticeStatus.Ignored, now);
        }
        else if (await db.ChargeOfAsync(kept) is { } charge)
        {
            kept.End(NoticeStatus.Done, now);
            jobs.Enqueue(new RefreshCharge(charge.Id, MoveCause.Notice), account.CreditorId);
        }
        else
        {
            kept.LookAgain(now);
            jobs.Enqueue(new MatchNotice(kept.Id), account.CreditorId);
        }

        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failure) when (failure.LostRace)
        {
            // The same notice, heard twice at once: the other one is kept and does the work.
            db.ChangeTracker.Clear();
        }
    }
}
