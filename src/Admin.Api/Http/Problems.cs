using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.Options;

namespace Admin.Api.Http;

/// <summary>Every "no" of the API, in one shape: RFC 9457, with a stable code our clients switch on.</summary>
public static class Problems
{
    public static readonly Refusal KeyMissing = new("key-missing", "Envie a chave de API no cabeçalho Authorization: Bearer.");
    public static readonly Refusal KeyInvalid = new("key-invalid", "Esta chave de API não existe. Confira se foi copiada inteira.");
    public static readonly Refusal KeyExpired = new("key-expired", "Esta chave de API venceu. Use uma nova.");
    public static readonly Refusal KeyRevoked = new("key-revoked", "Esta chave de API foi revogada.");
    public static readonly Refusal ScopeMissing = new("scope-missing", "Esta chave não tem o escopo necessário.");
    public static readonly Refusal TestKeyRequired = new("test-key-required", "Esta rota só existe no modo de teste: use uma chave ak_test_.");
    public static readonly Refusal ValidationFailed = new("validation-failed", "Há campos com problema. Veja errors.");
    public static readonly Refusal BadRequest = new("bad-request", "Não entendemos o pedido.");
    public static readonly Refusal CursorInvalid = new("cursor-invalid", "O cursor não é desta lista. Recomece sem ele.");
    public static readonly Refusal RouteNotFound = new("route-not-found", "Não há nada neste endereço.");
    public static readonly Refusal MethodNotAllowed = new("method-not-allowed", "Este endereço não aceita este método.");
    public static readonly Refusal NotAcceptable = new("not-acceptable", "Não sabemos responder em nenhum dos formatos pedidos em Accept.");
    public static readonly Refusal BodyTooLarge = new("body-too-large", "O corpo do pedido é grande demais.");
    public static readonly Refusal MediaTypeUnsupported = new("media-type-unsupported", "Não lemos este Content-Type nesta rota.");
    public static readonly Refusal KeyRequired = new("idempotency-key-required", "Envie o cabeçalho Idempotency-Key: um valor seu, único para este pedido.");
    public static readonly Refusal KeyMalformed = new("idempotency-key-invalid", "Idempotency-Key tem de 1 a 255 caracteres visíveis, sem espaço nem acento.");
    public static readonly Refusal KeyReused = new("idempotency-key-reused", "Esta Idempotency-Key já foi usada com outro pedido.");
    public static readonly Refusal StillRunning = new("request-in-progress", "O primeiro pedido com esta Idempotency-Key ainda está em andamento.");
    public static readonly Refusal PreconditionFailed = new("precondition-failed", "O recurso mudou desde a leitura. Leia de novo e confira.");
    public static readonly Refusal EditConflict = new("edit-conflict", "Outro pedido mudou o recurso ao mesmo tempo. Leia de novo e repita.");
    public static readonly Refusal TooManyRequests = new("too-many-requests", "Pedidos demais em pouco tempo. Espere e repita.");
    public static readonly Refusal Unavailable = new("unavailable", "Estamos sem condições de atender agora. Repita em instantes.");
    public static readonly Refusal InternalError = new("internal-error", "O erro é nosso e já foi registrado. Ao nos procurar, informe o traceId.");

    // Seconds. Of what runs side by side, when another look is worth it.
    private const string UntilOneEnds = "30";

    private const string MediaType = "application/problem+json; charset=utf-8";

    /// <summary>Writes the refusal as this request's answer.</summary>
    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        var problem = Of(http, refusal);
        http.Response.StatusCode = problem.Status!.Value;

        // Whoever knows how long it takes has said so already.
        if (problem.Status is StatusCodes.Status429TooManyRequests && http.Response.Headers.RetryAfter.Count == 0)
        {
            http.Response.Headers.RetryAfter = UntilOneEnds;
        }

        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        return http.Response.WriteAsJsonAsync(problem, json, MediaType, http.RequestAborted);
    }

    /// <summary>The refusal that says what this bare status means.</summary>
    public static Refusal OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => RouteNotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => NotAcceptable,
        StatusCodes.Status409Conflict => EditConflict,
        StatusCodes.Status413PayloadTooLarge => BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => MediaTypeUnsupported,
        StatusCodes.Status429TooManyRequests => TooManyRequests,
        StatusCodes.Status503ServiceUnavailable => Unavailable,
        >= 500 => InternalError,
        _ => BadRequest,
    };

    private static ProblemDetails Of(HttpContext http, Refusal refusal)
    {
        var status = RefusalStatus.Of(refusal.Code);
        var problem = new ProblemDetails
        {
            Type = $"{PublicAddress.Of(http)}/docs/erros#{refusal.Code}",
            Title = RefusalStatus.TitleOf(status),
            Status = status,
            Detail = refusal.Message,
            Instance = http.Request.Path,
            Extensions = { ["code"] = refusal.Code, ["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier },
        };

        if (refusal.Errors is { } errors)
        {
            problem.Extensions["errors"] = errors;
        }

        foreach (var (name, value) in refusal.Members ?? new Dictionary<string, object>())
        {
            problem.Extensions[name] = value;
        }

        return problem;
    }
}

/// <summary>A refusal as the result of an action.</summary>
internal sealed class ProblemResult(Refusal refusal) : IActionResult, IStatusCodeActionResult
{
    public int? StatusCode => RefusalStatus.Of(refusal.Code);

    public Task ExecuteResultAsync(ActionContext context) => Problems.WriteAsync(context.HttpContext, refusal);
}

public static class Refusals
{
    extension(ControllerBase controller)
    {
        /// <summary>A refusal on the wire. Its status follows from its code (<see cref="RefusalStatus"/>).</summary>
        public IActionResult Refuse(Refusal refusal) => new ProblemResult(refusal);
    }
}
