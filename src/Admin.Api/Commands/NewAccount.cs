using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Shared.Creditors;

namespace Admin.Api.Commands;

/// <summary>What the operator says of a company that joins.</summary>
internal sealed partial record NewAccount(
    string Slug, string Name, string LegalName, TaxId Document, EmailAddress Email, string Street, string City, string State, PostalCode PostalCode,
    string? Phone, string? Website, string Admin, EmailAddress AdminEmail)
{
    public const string Usage =
        "Usage: creditor --slug loja-aurora --name \"Loja Aurora\" --document CNPJ --email atendimento@… --street … --city … --state SP --postal-code 01310-100\n"
        + "       --admin \"Nome da pessoa\" [--admin-email …] [--legal-name …] [--phone …] [--website https://…]";

    private static readonly string[] Words = ["name", "street", "city", "admin"];

    public static bool TryRead(IConfiguration given, [NotNullWhen(true)] out NewAccount? account, [NotNullWhen(false)] out string? flawed)
    {
        string Said(string option) => given[option]?.Trim() ?? "";
        var hasDocument = TaxId.TryParse(Said("document"), out var document);
        var hasEmail = EmailAddress.TryParse(Said("email"), out var email);
        var hasAdminEmail = EmailAddress.TryParse(given["admin-email"] ?? Said("email"), out var adminEmail);
        var hasPostalCode = PostalCode.TryParse(Said("postal-code"), out var postalCode);
        PhoneNumber? phone = null;

        flawed = Slugs.IsMatch(Said("slug")) ? null : "slug";
        flawed ??= Words.FirstOrDefault(option => Said(option) is "");
        flawed ??= !hasDocument ? "document" : !hasEmail ? "email" : !hasAdminEmail ? "admin-email" : !hasPostalCode ? "postal-code" : null;
        flawed ??= BrazilStates.All.Contains(Said("state")) ? null : "state";
        flawed ??= given["phone"] is { } number && !PhoneNumber.TryParse(number, out phone) ? "phone" : null;
        flawed ??= given["website"] is { } site && !(Uri.TryCreate(site, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps) ? "website" : null;
        account = flawed is not null ? null : new NewAccount(
            Said("slug"), Said("name"), given["legal-name"] ?? Said("name"), document!, email!, Said("street"), Said("city"), Said("state"), postalCode!,
            phone?.E164, given["website"], Said("admin"), adminEmail!);
        return account is not null;
    }

    public CreditorProfile ProfileOf(Id<Creditor> id) => new()
    {
        CreditorId = id,
        LegalName = LegalName,
        Document = Document.Canonical,
        Street = Street,
        City = City,
        State = State,
        PostalCode = PostalCode.Digits,
        ContactEmail = Email.Address,
        ContactPhone = Phone,
        Website = Website,
    };

    [GeneratedRegex("^(?=.{3,40}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slugs { get; }
}
