namespace Shared.Creditors;

/// <summary>Name, address and document of the creditor: what every paper, page and message must carry (CDC 42-A).</summary>
public sealed record CreditorBlock
{
    private CreditorBlock() { }

    public required string Name { get; init; }
    public required TaxId Document { get; init; }
    public required string Address { get; init; }

    /// <summary>Where to write or call: the electronic address of CDC 54-B IV.</summary>
    public required string Contact { get; init; }

    /// <summary>"CNPJ 12.345.678/0001-95". A company's number is public, so it is whole.</summary>
    public string DocumentLine => $"{(Document.Kind is TaxIdKind.Cnpj ? "CNPJ" : "CPF")} {Document.ToFormatted()}";

    /// <summary>All of it on one line, for footers.</summary>
    public string OneLine => $"{Name} · {DocumentLine} · {Address}";

    /// <summary>Throws when any part is missing: nothing may be sent or drawn without it.</summary>
    public static CreditorBlock Of(CreditorProfile profile)
    {
        Invariant.Holds(
            !string.IsNullOrWhiteSpace(profile.LegalName) && TaxId.TryParse(profile.Document, out _)
                && !string.IsNullOrWhiteSpace(profile.Street) && !string.IsNullOrWhiteSpace(profile.City)
                && !string.IsNullOrWhiteSpace(profile.State) && !string.IsNullOrWhiteSpace(profile.ContactEmail),
            $"Creditor {profile.CreditorId} has no complete name, document and address: no collection document without them.");

        return new CreditorBlock
        {
            Name = profile.LegalName.Trim(),
            Document = TaxId.Parse(profile.Document),
            Address = AddressOf(profile),
            Contact = string.Join(" · ", new[] { profile.ContactEmail, PhoneOf(profile), profile.Website }.Where(part => !string.IsNullOrWhiteSpace(part))),
        };
    }

    private static string AddressOf(CreditorProfile profile)
    {
        var place = $"{profile.Street.Trim()}, {profile.City.Trim()}/{profile.State.Trim()}";
        return PostalCode.TryParse(profile.PostalCode, out var code) ? $"{place}, CEP {code}" : place;
    }

    private static string? PhoneOf(CreditorProfile profile) =>
        PhoneNumber.TryParse(profile.ContactPhone, out var phone) ? phone.ToFormatted() : profile.ContactPhone;
}
