namespace Admin.Api.Http;

/// <summary>Where the world finds this host.</summary>
public static class PublicAddress
{
    /// <summary>As configured (Admin:PublicUrl), else as this request came in. Without a slash at the end.</summary>
    public static string Of(HttpContext http)
    {
        var configured = http.RequestServices.GetRequiredService<IConfiguration>()["Admin:PublicUrl"];
        return string.IsNullOrEmpty(configured) ? $"{http.Request.Scheme}://{http.Request.Host}" : configured.TrimEnd('/');
    }
}
