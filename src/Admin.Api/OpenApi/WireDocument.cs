using System.Globalization;
using System.Net.Mime;
using Admin.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Shared.Creditors;

namespace Admin.Api.OpenApi;

/// <summary>What holds for the whole document: its name, how to come in, and what a problem looks like.</summary>
internal sealed class WireDocument : IOpenApiDocumentTransformer
{
    public const string Scheme = "apiKey";
    public const string TokenScheme = "oauth2";
    public const string ProblemSchema = "Problem";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Acerto: API de credores",
            Version = "1",
            Contact = new OpenApiContact { Name = "Acerto" },
            Description = "Debts, offers, agreements and payments of one creditor. Amounts are strings in reais, percentages strings, days civil days in São Paulo, "
                + "instants UTC. Unknown members and parameters are refused. A test key (ak_test_) sees only test data.",
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The host that serves this document." }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "ak_live_… or ak_test_…",
                Description = "An API key. It has scopes as a token does: " + string.Join(", ", ApiScopes.All) + ".",
            },
            [TokenScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "An access token of fifteen minutes. The client is the clientId of a key, the secret the key itself; without scope, all that the key has.",
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri("/" + Auth.AccessTokens.Path, UriKind.Relative),
                        Scopes = ApiScopes.All.ToDictionary(scope => scope, scope => scope),
                    },
                },
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = Problem;
        var named = document.Paths.Values.SelectMany(p => p.Operations!.Values).SelectMany(o => o.Responses!.Keys).ToHashSet();
        document.Components.Responses = RefusalStatus.All.Where(s => named.Contains(s.ToString(CultureInfo.InvariantCulture))).ToDictionary(ProblemOf, status => (IOpenApiResponse)new OpenApiResponse
        {
            Description = RefusalStatus.TitleOf(status),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [MediaTypeNames.Application.ProblemJson] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) },
            },
        });
        document.Tags = new HashSet<OpenApiTag>(document.Paths.Keys.Select(TagOf).Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }));

        var ordered = document.Paths.OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        document.Paths.Clear();

        foreach (var (path, item) in ordered)
        {
            document.Paths.Add(path, item);

            foreach (var operation in item.Operations!.Values)
            {
                operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(path), document) };
            }
        }

        return Task.CompletedTask;
    }

    public static string ProblemOf(int status) => $"{ProblemSchema}{status}";

    private static string TagOf(string path) => path.Split('/')[2];

    private static OpenApiSchema Problem => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. Switch on code: it never changes its meaning.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "instance", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Where the code is explained.", "uri"),
            ["title"] = Text("What kind of problem, for people."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("What to do about it, for people."),
            ["instance"] = Text("The path that was asked."),
            ["code"] = Text("Stable, in kebab-case."),
            ["traceId"] = Text("For asking us about it."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Field or parameter to messages.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };

    private static OpenApiSchema Text(string description, string? format = null) =>
        new() { Type = JsonSchemaType.String, Format = format, Description = description };
}
