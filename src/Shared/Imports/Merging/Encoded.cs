using System.Globalization;
using Shared.Imports.Reading;

namespace Shared.Imports.Merging;

/// <summary>
/// What a row says of its debtor, in one order of fields. The hashes are taken over these bytes: another order, and
/// every row of every creditor counts as changed once.
/// </summary>
internal static class EncodedDebtor
{
    public static void Write(CopyBuffer fields, string document, DebtorFacts debtor)
    {
        fields.Text(document);
        fields.Text(debtor.Name);
        fields.Text(debtor.BirthDate?.ToString("O", CultureInfo.InvariantCulture));
        fields.Text(debtor.Email);
        fields.Text(debtor.Phone);
        fields.Text(debtor.PostalCode);
        fields.Text(debtor.City);
        fields.Text(debtor.State);
        fields.Text(debtor.Address);
    }

    public static (string Document, DebtorFacts Facts) Read(ReadOnlySpan<byte> fields)
    {
        var reader = new FieldReader(fields);
        var document = reader.Text()!;
        return (document, new DebtorFacts(reader.Text()!)
        {
            BirthDate = reader.Text() is { } day ? DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture) : null,
            Email = reader.Text(),
            Phone = reader.Text(),
            PostalCode = reader.Text(),
            City = reader.Text(),
            State = reader.Text(),
            Address = reader.Text(),
        });
    }

    public static Fingerprint HashOf(ReadOnlySpan<byte> fields, Vault vault) => Fingerprint.Of(vault.BlindIndex("debtor-content", fields));
}

/// <summary>The columns of a debt that its row decides alone, ready for COPY (<see cref="Staging"/>); a rate left out is null, and so is hashed.</summary>
internal static class EncodedDebt
{
    public const short FieldCount = 13;

    public static void Write(CopyBuffer fields, string externalId, DebtFacts debt)
    {
        fields.Text(externalId);
        fields.Text(debt.Portfolio);
        fields.Text(string.Join('|', debt.Tags));
        fields.Text(debt.Product);
        fields.Text(debt.Contract);
        fields.Text(debt.OriginCreditor);
        fields.Day(debt.OriginOn);
        fields.Day(debt.DueOn);
        fields.Bigint(debt.Principal.Cents);
        fields.Bigint(debt.Fees.Cents);
        fields.Text(debt.FineRate?.ToString(CultureInfo.InvariantCulture));
        fields.Text(debt.MonthlyInterestRate?.ToString(CultureInfo.InvariantCulture));
        fields.Text(debt.CorrectionIndex);
    }
}
