using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Shared.Kernel;

public enum TaxIdKind { Cpf, Cnpj }

/// <summary>Who somebody is to the Receita: a CPF or a CNPJ. Shown masked.</summary>
[JsonConverter(typeof(TaxIdJsonConverter))]
public sealed record TaxId : IParsable<TaxId>
{
    private readonly string _formatted;
    private readonly string _masked;

    private TaxId(TaxIdKind kind, string canonical, string formatted, string masked) =>
        (Kind, Canonical, _formatted, _masked) = (kind, canonical, formatted, masked);

    public TaxIdKind Kind { get; }

    /// <summary>"CPF" or "CNPJ".</summary>
    public string KindName => Kind is TaxIdKind.Cpf ? "CPF" : "CNPJ";

    /// <summary>Eleven digits or fourteen characters, no punctuation.</summary>
    public string Canonical { get; }

    public static TaxId Of(Cpf cpf) => new(TaxIdKind.Cpf, cpf.Digits, cpf.ToFormatted(), cpf.ToString());

    public static TaxId Of(Cnpj cnpj) => new(TaxIdKind.Cnpj, cnpj.Canonical, cnpj.ToFormatted(), cnpj.ToString());

    public static TaxId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Neither a CPF nor a CNPJ.");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TaxId? id)
    {
        id = Cpf.TryParse(text, out var cpf) ? Of(cpf) : Cnpj.TryParse(text, out var cnpj) ? Of(cnpj) : null;
        return id is not null;
    }

    /// <summary>
    /// For files only: also gives back the leading zeros a spreadsheet ate. Bare digits up to eleven are a CPF and
    /// up to fourteen a CNPJ, never the other way round: one typing error in a hundred would make somebody else of it.
    /// </summary>
    public static bool TryParseImport([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TaxId? id)
    {
        var bare = text?.Trim() ?? "";
        var padded = bare.Length is > 0 and <= 14 && bare.All(char.IsAsciiDigit);
        return TryParse(padded ? bare.PadLeft(bare.Length <= 11 ? 11 : 14, '0') : text, out id);
    }

    static TaxId IParsable<TaxId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<TaxId>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TaxId result) =>
        TryParse(s, out result);

    /// <summary>The whole number, punctuated: "123.456.789-09". Only where the reader already knows it or the law asks.</summary>
    public string ToFormatted() => _formatted;

    public override string ToString() => _masked;
}
