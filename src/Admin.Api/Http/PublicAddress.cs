namespace Admin.Api.Http;

/// <summary>Where the world finds this host.</summary>
public static class PublicAddress
{
    /// <summary>As configured (Admin:PublicUrl), else as this request came in. Without a slash at the end.</summary>
    public static string Of(HttpContext http) => Configured(http, "Admin:PublicUrl") ?? $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>Where people find the console, when machines find the API elsewhere (Console:PublicUrl).</summary>
    public static string OfConsole(HttpContext http) => Configured(http, "Console:PublicUrl") ?? Of(http);

    private static string? Configured(HttpContext http, string key) =>
        http.RequestServices.GetRequiredService<IConfiguration>()[key] is { Length: > 0 } address ? address.TrimEnd('/') : null;
}
