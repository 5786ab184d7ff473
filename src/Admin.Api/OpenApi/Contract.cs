using Admin.Api.Docs;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Admin.Api.OpenApi;

/// <summary>The contract as others read it: OpenAPI 3.1, a reference page, and the guides.</summary>
internal static class Contract
{
    public const string Document = "v1";

    extension(IServiceCollection services)
    {
        public IServiceCollection AddContract() => services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = action => action.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) is true;
            options.CreateSchemaReferenceId = WireSchemas.NameOf;
            options.AddSchemaTransformer<WireSchemas>();
            options.AddOperationTransformer<WireOperations>();
            options.AddDocumentTransformer<WireDocument>();
        });
    }

    extension(WebApplication app)
    {
        public void MapContract()
        {
            app.MapOpenApi().AllowAnonymous();
            app.MapGuides();
            app.MapScalarApiReference(GuidePages.Reference, (options, http) => options
                    .WithTitle("API de credores")
                    .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                    .WithNonce(DocsHeaders.NonceOf(http))
                    .WithTheme(ScalarTheme.Default)
                    .DisableDefaultFonts()
                    .DisableTelemetry()
                    .DisableAgent()
                    .DisableMcp()
                    .HideClientButton()
                    .HideDeveloperTools())
                .AllowAnonymous();
        }
    }
}

/// <summary>What the reference may load: their own files and nothing from anywhere else.</summary>
internal static class DocsHeaders
{
    public static string NonceOf(HttpContext http)
    {
        var nonce = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return nonce;
    }
}
