using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Admin.Api.Http;
using Admin.Api.OpenApi;

namespace Admin.Api.Docs;

/// <summary>
/// Where the type of every problem leads. What a code means is said by the verb that declares it; why it happens and what to
/// do stand in docs/api/erros.md, a block for each code that a caller of the API can meet.
/// </summary>
internal static partial class ErrorGuide
{
    /// <summary>The codes that have a block.</summary>
    public static IReadOnlyList<string> Explained { get; } = [.. Blocks.Matches(GuidePages.TextOf("erros")).Select(block => block.Groups["code"].Value)];

    public static string Html { get; } = GuideText.ToHtml(Write());

    private static string Write()
    {
        var meant = ErrorCodes.All.ToDictionary(refusal => refusal.Code);
        var text = new StringBuilder(Blocks.Replace(GuidePages.TextOf("erros"), block =>
            $"{HeadOf(meant[block.Groups["code"].Value])}\n\n**Por quê:** {block.Groups["why"].Value}\n\n**O que fazer:** {block.Groups["fix"].Value}\n"));
        text.Append("\n## No portal e no console\n\nNenhuma rota da API responde com estes códigos.\n");

        foreach (var refusal in ErrorCodes.All.Where(refusal => !Explained.Contains(refusal.Code)))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{HeadOf(refusal)}\n");
        }

        return text.ToString();
    }

    private static string HeadOf(Refusal refusal) =>
        $"### {refusal.Code}\n\n> **{RefusalStatus.Of(refusal.Code)}** · {Marks.Replace(refusal.Message, "\\$0")}";

    [GeneratedRegex(@"^### (?<code>[a-z0-9-]+)\n+(?<why>.+)\n\n(?<fix>.+)\n", RegexOptions.Multiline)]
    private static partial Regex Blocks { get; }

    [GeneratedRegex(@"[\\`*_{}\[\]<>#|!]")]
    private static partial Regex Marks { get; }
}
