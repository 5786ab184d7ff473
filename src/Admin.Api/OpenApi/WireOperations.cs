using System.Globalization;
using System.Text.Json;
using Admin.Api.Auth;
using Admin.Api.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Admin.Api.OpenApi;

/// <summary>Says of every route what the conventions make true of it: scope, headers, and how it can go wrong.</summary>
internal sealed class WireOperations : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var action = (ControllerActionDescriptor)context.Description.ActionDescriptor;
        var facts = action.EndpointMetadata;
        var scopes = facts.OfType<ScopeAttribute>().Select(s => s.Scope).ToList();
        var creates = facts.OfType<CreatesAttribute>().FirstOrDefault();
        var isWrite = !HttpMethods.IsGet(context.Description.HttpMethod!);
        var hasMatch = facts.OfType<IHonourIfMatch>().Any();

        operation.OperationId = JsonNamingPolicy.CamelCase.ConvertName(action.ActionName) + (action.ActionName == "List" ? action.ControllerName : OneOf(action.ControllerName));
        operation.Description = $"{operation.Description} Needs the scope {string.Join(", ", scopes)}{(facts.OfType<TestModeAttribute>().Any() ? ", and a test key" : "")}.".Trim();
        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(WireDocument.Scheme, context.Document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(WireDocument.TokenScheme, context.Document)] = [.. scopes] },
        ];
        operation.Parameters ??= [];

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            var type = context.Description.ParameterDescriptions.FirstOrDefault(p => p.Name == parameter.Name)?.ModelMetadata?.UnderlyingOrModelType;
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);

            if (type is { IsConstructedGenericType: true } && type.GetGenericTypeDefinition() == typeof(Id<>))
            {
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }
            else if (type is { IsConstructedGenericType: true } && type.GetGenericTypeDefinition() == typeof(IdList<>))
            {
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" } };
                (parameter.Style, parameter.Explode) = (ParameterStyle.Form, false);
            }
        }

        if (!HttpMethods.IsPatch(context.Description.HttpMethod!))
        {
            operation.RequestBody?.Content?.Remove(Http.Api.MergePatch);
        }

        if (isWrite)
        {
            operation.Parameters.Add(Header(OnceFilter.KeyHeader, creates is not null, "Yours, unique to this act. The same key and body again gets the first answer again for 72 hours.", 255));
        }

        if (hasMatch)
        {
            operation.Parameters.Add(Header("If-Match", false, "The ETag you read. 412 when the resource has changed since.", null));
        }

        foreach (var status in ProblemsOf(context.Description.RelativePath!, isWrite, hasMatch))
        {
            operation.Responses!.TryAdd(Text(status), new OpenApiResponseReference(WireDocument.ProblemOf(status), context.Document));
        }

        foreach (var (status, response) in operation.Responses!.Where(r => r.Value is OpenApiResponse && r.Key is "200" or "201" or "202"))
        {
            Describe((OpenApiResponse)response, context, status);
        }

        var ordered = operation.Responses!.OrderBy(r => r.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        ordered.ForEach(r => operation.Responses.Add(r.Key, r.Value));
        return Task.CompletedTask;
    }

    private static string OneOf(string many) =>
        many.EndsWith("ies", StringComparison.Ordinal) ? many[..^3] + "y" : many.TrimEnd('s');

    private static void Describe(OpenApiResponse response, OpenApiOperationTransformerContext context, string status)
    {
        var shown = context.Description.SupportedResponseTypes.FirstOrDefault(r => Text(r.StatusCode) == status)?.Type;
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();

        if (shown?.IsAssignableTo(typeof(IRepresentation)) is true)
        {
            response.Headers["ETag"] = new OpenApiHeader { Description = "A strong tag of this representation.", Schema = TextSchema() };
        }

        if (shown?.IsAssignableTo(typeof(ITable)) is true)
        {
            response.Content![CsvOutput.MediaType].Schema = TextSchema();
        }

        foreach (var extra in response.Content?.Keys.Where(k => k is "text/json" or "text/plain").ToList() ?? [])
        {
            response.Content!.Remove(extra);
        }
    }

    private static IEnumerable<int> ProblemsOf(string path, bool isWrite, bool hasMatch)
    {
        int[] always = [400, 401, 403, 406, 429, 500, 503];
        int[] named = path.Contains('{', StringComparison.Ordinal) ? [404] : [];
        int[] written = isWrite ? [409, 413, 415, 422] : [];
        int[] matched = hasMatch ? [412] : [];
        return [.. always, .. named, .. written, .. matched];
    }

    private static OpenApiParameter Header(string name, bool isRequired, string description, int? longest) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isRequired,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
    };

    private static OpenApiSchema TextSchema() => new() { Type = JsonSchemaType.String };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
