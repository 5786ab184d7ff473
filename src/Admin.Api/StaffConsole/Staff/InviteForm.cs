using System.Diagnostics.CodeAnalysis;
using Shared.Staff;

namespace Admin.Api.StaffConsole.Staff;

/// <summary>Whom to invite, as it is typed. An authority that was left empty is none.</summary>
public sealed class InviteForm
{
    public string? Email { get; set; }

    public string? Name { get; set; }

    public StaffRole Role { get; set; }

    public string? Rate { get; set; }

    public string? Amount { get; set; }

    internal bool TryRead(string page, [NotNullWhen(true)] out InviteStaff.Request? asked, out string flaw)
    {
        (asked, flaw) = (null, "");
        var authority = Authority.None;

        if (!EmailAddress.TryParse(Email, out var email))
        {
            flaw = "Confira o e-mail.";
        }
        else if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > StaffUser.LongestName)
        {
            flaw = "Digite o nome da pessoa.";
        }
        else if ((!string.IsNullOrWhiteSpace(Rate) || !string.IsNullOrWhiteSpace(Amount)) && !TypedAuthority.TryRead(Rate, Amount, out authority))
        {
            flaw = TypedAuthority.Unreadable;
        }
        else
        {
            asked = new(email, Name.Trim(), Role, authority, page);
        }

        return asked is not null;
    }
}
