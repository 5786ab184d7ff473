using System.Globalization;
using System.Text.Json;
using Shared.Messaging;

namespace Shared.Staff;

/// <summary>A letter to one of the staff, on its way. All that it says, the link in it included, lies sealed.</summary>
public sealed record SendStaffLetter(Id<StaffUser> UserId, MessageKind Kind, Guid About, CreditorMode Mode, byte[] SealedContent) : IJob;

/// <summary>Who gets the letter, and what is filled into it.</summary>
internal sealed record StaffLetter(string To, Dictionary<string, string> Values);

/// <summary>Puts a letter to a colleague in line. The caller saves.</summary>
public sealed class WriteToStaff(AppDb db, JobQueue jobs, Vault vault, TimeProvider clock)
{
    internal const string Context = "staff-letter";

    /// <param name="about">The id of what the letter is about: one letter of a kind about one thing.</param>
    public async Task ExecuteAsync(StaffUser to, MessageKind kind, Guid about, params (string Name, string Value)[] values)
    {
        var creditor = await db.Creditors.SingleAsync(c => c.Id == to.CreditorId);
        var when = clock.GetUtcNow().InBrazil.ToString("dd/MM/yyyy 'às' HH'h'mm", CultureInfo.InvariantCulture);
        (string Name, string Value)[] all = [("name", to.Name), ("creditor", creditor.Name), ("when", when), .. values];
        var letter = new StaffLetter(to.EmailOf(vault), all.ToDictionary(v => v.Name, v => v.Value));
        var content = vault.Seal(JsonSerializer.SerializeToUtf8Bytes(letter), Context);

        // Not in the creditor's scope: who gets it is a person of their own (see the runner).
        jobs.Enqueue(new SendStaffLetter(to.Id, kind, about, creditor.Mode, content), creditorId: null);
    }
}

/// <summary>Sends it. The colleague's own id stands in for the key of a person: no debtor has it.</summary>
public sealed class RunSendStaffLetter(Tenant tenant, Vault vault, LetterBook letters, SendMessage sendMessage) : IRun<SendStaffLetter>
{
    private static readonly Dictionary<MessageKind, string> Templates = new()
    {
        [MessageKind.StaffInvitation] = "staff-invitation",
        [MessageKind.StaffSecondProof] = "staff-second-proof",
        [MessageKind.StaffPasswordChanged] = "staff-password-changed",
        [MessageKind.StaffCodesRenewed] = "staff-codes-renewed",
        [MessageKind.StaffAuthenticatorReplaced] = "staff-authenticator-replaced",
    };

    public async Task RunAsync(SendStaffLetter job, CancellationToken stopping)
    {
        var person = new PersonKey(job.UserId.Value);
        tenant.EnterPerson(person);
        var content = JsonSerializer.Deserialize<StaffLetter>(vault.Open(job.SealedContent, WriteToStaff.Context))!;
        var letter = letters.Write(Templates[job.Kind], content.Values);
        await sendMessage.ExecuteAsync(new(person, job.Kind, job.About, EmailAddress.Parse(content.To), letter) { Mode = job.Mode }, stopping);
    }
}
