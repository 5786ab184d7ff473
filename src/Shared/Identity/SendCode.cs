using Shared.Debtors;
using Shared.Messaging;

namespace Shared.Identity;

/// <summary>Finds out, in the worker, whether there is anybody to send a code to.</summary>
public sealed record SendCode(Id<OneTimeCode> ChallengeId, PersonKey Person) : IJob;

/// <summary>
/// Makes the code and sends it to the newest e-mail on file at any creditor. A document nobody knows gets a code as
/// well, which nobody sends. Run again, it makes another code: the first one was kept nowhere.
/// </summary>
public sealed class RunSendCode(
    AppDb db, Tenant tenant, Vault vault, CodeLimits limits, LetterBook letters, SendMessage sendMessage, TimeProvider clock) : IRun<SendCode>
{
    public async Task RunAsync(SendCode job, CancellationToken stopping)
    {
        tenant.EnterPerson(job.Person);
        var now = clock.GetUtcNow();
        var open = await db.OneTimeCodes.Where(c => c.ConsumedAt == null && c.ExpiresAt > now)
            .OrderByDescending(c => c.CreatedAt).ToListAsync(stopping);

        // Too late, or asked again since: the newest challenge of a person is the only one that counts.
        if (open is not [var newest, .. var older] || newest.Id != job.ChallengeId)
        {
            return;
        }

        older.ForEach(code => code.Supersede(now));
        var plain = newest.Issue(vault, now);
        var address = await NewestEmailAsync(job.Person, stopping);

        if (address is null || !(await limits.SendToAsync(address, stopping)).Allowed)
        {
            await db.SaveChangesAsync(stopping);
            return;
        }

        var letter = letters.Write("one-time-code", new Dictionary<string, string> { ["code"] = plain });
        await sendMessage.ExecuteAsync(new(job.Person, MessageKind.OneTimeCode, newest.Id.Value, address, letter), stopping);
    }

    private async Task<EmailAddress?> NewestEmailAsync(PersonKey person, CancellationToken stopping)
    {
        var files = await db.Database
            .SqlQuery<File>($"select sealed_identity, updated_at from files_of_person({person.Value})").ToListAsync(stopping);

        foreach (var file in files.OrderByDescending(f => f.UpdatedAt))
        {
            if (EmailAddress.TryParse(DebtorIdentity.Open(file.SealedIdentity, vault).Email, out var address))
            {
                return address;
            }
        }

        return null;
    }

    private sealed record File(byte[] SealedIdentity, DateTimeOffset UpdatedAt);
}
