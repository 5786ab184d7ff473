using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.Extensions.Options;

namespace Shared.Messaging;

/// <summary>
/// Writes letters from the templates beside this file. A template's first line is the subject; {{names}} are filled
/// in; whoever sends, and what we never ask for, stands at the foot of every one.
/// </summary>
public sealed partial class LetterBook(IOptions<Operator> us, IOptions<PortalOptions> portal)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Throws when the template asks for something that was not given: a letter with a hole must not leave.</summary>
    public Letter Write(string template, IReadOnlyDictionary<string, string> values)
    {
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal)
        {
            ["operator"] = us.Value.Name,
            ["cnpj"] = us.Value.Cnpj,
            ["address"] = us.Value.Address,
            ["contact"] = us.Value.Email,
            ["portal"] = portal.Value.PublicUrl.TrimEnd('/'),
        };
        var (subject, text) = FirstLine(Read(template + ".txt"));
        var html = Read(template + ".html");
        all["subject"] = subject;

        // What debtors are warned of is not what staff is.
        var staff = template.StartsWith("staff-", StringComparison.Ordinal) ? "staff-" : "";

        return new Letter(
            subject,
            Fill(text.TrimEnd() + "\n\n" + Read(staff + "foot.txt"), all, value => value),
            Fill(Framed(html, Read(staff + "warning.html").TrimEnd()), all, Html.Encode));
    }

    private static string Framed(string body, string warning) =>
        Read("frame.html").Replace("{{body}}", body, StringComparison.Ordinal).Replace("{{warning}}", warning, StringComparison.Ordinal);

    private static (string Subject, string Text) FirstLine(string template)
    {
        var end = template.IndexOf('\n', StringComparison.Ordinal);
        return (template[..end].Trim(), template[(end + 1)..].TrimStart('\n'));
    }

    private static string Fill(string template, Dictionary<string, string> values, Func<string, string> written) =>
        Hole.Replace(template, hole => written(values[hole.Groups[1].Value]));

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Shared.Messaging.Templates." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{([a-z]+)\}\}")]
    private static partial Regex Hole { get; }
}
