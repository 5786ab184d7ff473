using System.Text;

namespace Shared.Imports.Reading;

internal enum Need { Required, Optional }

/// <summary>The cells of one record, each read by its own rule. Keeps every reason to refuse, so that one answer tells them all.</summary>
internal sealed class Cells(LineReader record)
{
    private const int LongestExternalId = 64;
    private static readonly HashSet<string> States = new(BrazilStates.All, StringComparer.OrdinalIgnoreCase);

    private List<Refusal>? _faults;
    private List<Refusal>? _notes;

    public Refusal? Fault => Joined(_faults);

    public IReadOnlyList<Refusal> Faults => _faults ?? [];

    public Refusal? Note => Joined(_notes);

    public void Refuse(Refusal? why)
    {
        if (why is not null)
        {
            (_faults ??= []).Add(why);
        }
    }

    public string ExternalId()
    {
        var text = record[Column.ExternalId].Trim();
        Refuse(text switch
        {
            "" => CellFaults.Missing(Column.ExternalId),
            { Length: > LongestExternalId } => CellFaults.TooLong(Column.ExternalId, LongestExternalId),
            _ => HasControls(text) ? CellFaults.Invalid(Column.ExternalId) : null,
        });
        return text.Length <= LongestExternalId ? text : text[..LongestExternalId];
    }

    public string? Text(Column column, int longest, Need need)
    {
        var text = Tidy(record[column]);
        Refuse(text switch
        {
            "" => need is Need.Required ? CellFaults.Missing(column) : null,
            _ when text.Length > longest => CellFaults.TooLong(column, longest),
            _ => HasControls(text) ? CellFaults.Invalid(column) : null,
        });
        return text.Length == 0 ? null : text;
    }

    public TaxId? Document() =>
        Required(Column.Document, text => TaxId.TryParseImport(text, out var id) ? id : null);

    public DateOnly? Day(Column column, DateOnly from, DateOnly to, Need need) =>
        Value(column, need, text => Written.TryDay(text, out var day) && day >= from && day <= to ? day : (DateOnly?)null);

    public Money? Money(Column column, Need need) => Value(column, need, text =>
        Written.TryMoney(text, out var money) && (need is Need.Required ? money > Kernel.Money.Zero : money >= Kernel.Money.Zero) ? money : (Money?)null);

    public decimal? Rate(Column column) =>
        Value(column, Need.Optional, text => Written.TryRate(text, out var rate) ? rate : (decimal?)null);

    public string? State() => Optional(Column.State, text => States.Contains(text) ? text.ToUpperInvariant() : null);

    public string? CorrectionIndex() => Optional(Column.Index, text => text.ToUpperInvariant().Replace("-", "", StringComparison.Ordinal) switch
    {
        "IPCA" => "IPCA",
        "INPC" => "INPC",
        "IGPM" => "IGPM",
        "NONE" => "NONE",
        _ => null,
    });

    // A contact that cannot be read must not cost the creditor the debt: it is left out, and the result says so.
    public string? Email() => Contact(Column.Email, text => EmailAddress.TryParse(text, out var email) ? email.Address : null);

    public string? Phone() => Contact(Column.Phone, text => PhoneNumber.TryParse(text, out var phone) ? phone.E164 : null);

    public string? PostalCode() => Contact(Column.PostalCode, text =>
        Kernel.PostalCode.TryParse(text.Length == 7 && text.All(char.IsAsciiDigit) ? "0" + text : text, out var code) ? code.Digits : null);

    public string[] Tags(int most, int longest)
    {
        var text = Tidy(record[Column.Tags]);

        if (text.Length == 0)
        {
            return [];
        }

        string[] tags = [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal)];
        Refuse(tags.Length > most || tags.Any(tag => tag.Length > longest || HasControls(tag)) ? CellFaults.Invalid(Column.Tags) : null);
        return tags;
    }

    private T? Required<T>(Column column, Func<string, T?> read) where T : class => Reference(column, Need.Required, read);

    private T? Optional<T>(Column column, Func<string, T?> read) where T : class => Reference(column, Need.Optional, read);

    private T? Reference<T>(Column column, Need need, Func<string, T?> read) where T : class
    {
        var text = record[column].Trim();
        var value = text.Length == 0 ? null : read(text);
        Judge(column, need, text, value is not null);
        return value;
    }

    private T? Value<T>(Column column, Need need, Func<string, T?> read) where T : struct
    {
        var text = record[column].Trim();
        var value = text.Length == 0 ? null : read(text);
        Judge(column, need, text, value is not null);
        return value;
    }

    private void Judge(Column column, Need need, string text, bool understood)
    {
        if (!understood && (text.Length > 0 || need is Need.Required))
        {
            Refuse(text.Length == 0 ? CellFaults.Missing(column) : CellFaults.Invalid(column));
        }
    }

    private string? Contact(Column column, Func<string, string?> read)
    {
        var text = record[column].Trim();
        var value = text.Length == 0 ? null : read(text);

        if (value is null && text.Length > 0)
        {
            (_notes ??= []).Add(CellFaults.Ignored(column));
        }

        return value;
    }

    // Composed form and single spaces, so that the same name typed on two systems is the same text.
    private static string Tidy(string text)
    {
        text = text.Trim();

        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
        {
            text = text.Normalize(NormalizationForm.FormC);
        }

        return text.Contains("  ", StringComparison.Ordinal) || text.AsSpan().IndexOfAny('\t', '\r', '\n') >= 0
            ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : text;
    }

    private static bool HasControls(ReadOnlySpan<char> text) =>
        text.IndexOfAnyInRange('\0', '\u001f') >= 0 || text.IndexOfAnyInRange('\u007f', '\u009f') >= 0;

    private static Refusal? Joined(List<Refusal>? reasons) => reasons switch
    {
        null => null,
        [var only] => only,
        _ => new Refusal(reasons[0].Code, string.Join(' ', reasons.Select(r => r.Message))),
    };
}
