using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using Admin.Api.Http;

namespace Admin.Api.OpenApi;

/// <summary>Where the type of every problem leads: each code, its status and what it means. Gathered from the verbs themselves.</summary>
internal static class ErrorPage
{
    private static readonly Lazy<string> Html = new(Write);

    /// <summary>Every refusal that code declares, once.</summary>
    public static IReadOnlyList<Refusal> All { get; } =
    [
        .. new[] { typeof(AppDb).Assembly, typeof(ErrorPage).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => (Refusal)field.GetValue(null)!)
            .DistinctBy(refusal => refusal.Code)
            .OrderBy(refusal => refusal.Code, StringComparer.Ordinal),
    ];

    public static Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Html.Value, http.RequestAborted);
    }

    private static string Write()
    {
        var rows = new StringBuilder();

        foreach (var refusal in All)
        {
            var code = HtmlEncoder.Default.Encode(refusal.Code);
            rows.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"<dt id=\"{code}\"><code>{code}</code> · {RefusalStatus.Of(refusal.Code)}</dt><dd>{HtmlEncoder.Default.Encode(refusal.Message)}</dd>\n");
        }

        return $"""
            <!doctype html>
            <html lang="pt-BR">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>Erros da API de credores</title>
            <h1>Erros da API de credores</h1>
            <p>Toda recusa vem em <code>application/problem+json</code>. O campo <code>code</code> não muda de sentido; o texto pode mudar.</p>
            <dl>
            {rows}</dl>
            </html>
            """;
    }
}
