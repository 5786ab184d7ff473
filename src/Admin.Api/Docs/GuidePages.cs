using System.Text;
using System.Text.Encodings.Web;
using Admin.Api.OpenApi;

namespace Admin.Api.Docs;

/// <summary>The guides under /docs: written in docs/api, made into pages once when the host starts, and loading nothing but their own stylesheet.</summary>
internal static class GuidePages
{
    public const string Reference = "/docs/referencia";
    private const string Style = "/docs/guia.css";
    private const string ContentPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Each page: the file it is made of, where it stands, what the menu calls it.</summary>
    public static readonly IReadOnlyList<(string File, string Path, string Title)> All =
    [
        ("inicio", "/docs", "Início"),
        ("primeiros-passos", "/docs/primeiros-passos", "Primeiros passos"),
        ("autenticacao", "/docs/autenticacao", "Autenticação"),
        ("ambiente-de-teste", "/docs/ambiente-de-teste", "Ambiente de teste"),
        ("idempotencia", "/docs/idempotencia", "Idempotência"),
        ("erros", "/docs/erros", "Erros"),
        ("webhooks", "/docs/webhooks", "Webhooks"),
        ("paginacao", "/docs/paginacao", "Paginação"),
        ("arquivos", "/docs/arquivos", "Arquivos"),
        ("configuracoes", "/docs/configuracoes", "Configurações"),
        ("relatorios", "/docs/relatorios", "Relatórios"),
        ("novidades", "/docs/novidades", "Novidades"),
    ];

    extension(WebApplication app)
    {
        public void MapGuides()
        {
            Map(app, Style, "text/css; charset=utf-8", Read("guia.css"));

            foreach (var (file, path, title) in All)
            {
                Map(app, path, "text/html; charset=utf-8", PageOf(path, title, BodyOf(file)));
            }
        }
    }

    /// <summary>A guide as it was written.</summary>
    public static string TextOf(string file) => Read($"{file}.md");

    private static string BodyOf(string file) => file switch
    {
        "erros" => ErrorGuide.Html,
        "novidades" => $"<div lang=\"en\">{GuideText.ToHtml(TextOf(file))}</div>",
        _ => GuideText.ToHtml(TextOf(file)),
    };

    private static void Map(WebApplication app, string path, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        app.MapGet(path, (HttpContext http) =>
            {
                http.Response.ContentType = type;
                http.Response.ContentLength = bytes.Length;
                http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
                http.Response.Headers.CacheControl = "no-cache";
                return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
            })
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static string Read(string name)
    {
        using var stream = typeof(GuidePages).Assembly.GetManifestResourceStream($"guias/{name}")
            ?? throw new InvalidOperationException($"The guide {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string PageOf(string path, string title, string body)
    {
        var menu = new StringBuilder();

        foreach (var (_, to, name) in All.Append(("", Reference, "Referência")))
        {
            var current = to == path ? " aria-current=\"page\"" : "";
            menu.Append("<li><a href=\"").Append(to).Append('"').Append(current).Append('>').Append(HtmlEncoder.Default.Encode(name)).Append("</a></li>\n");
        }

        return $"""
            <!doctype html>
            <html lang="pt-BR">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{HtmlEncoder.Default.Encode(title)} · API de credores</title>
            <link rel="stylesheet" href="{Style}">
            </head>
            <body>
            <a class="pular" href="#conteudo">Ir para o conteúdo</a>
            <header><p>API de credores</p>
            <nav aria-label="Guias"><ul>
            {menu}</ul></nav></header>
            <main id="conteudo" tabindex="-1">
            {body}
            </main>
            </body>
            </html>
            """;
    }
}
