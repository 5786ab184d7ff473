namespace Portal;

/// <summary>What every answer carries so that a browser lets nothing else in and keeps nothing it should not.</summary>
public static class Security
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private const string Permissions =
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), clipboard-write=(self)";

    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "acerto-form";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return builder;
    }

    public static WebApplication UseSecurity(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.Use((http, next) =>
        {
            http.Response.OnStarting(() => Harden(http));
            return next(http);
        });
        return app;
    }

    /// <summary>From where a request came, as far as the server knows.</summary>
    public static string ClientAddress(this HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static Task Harden(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // The fonts carry their version in the name: nobody needs to ask for them again.
        if (http.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal) && http.Response.StatusCode == StatusCodes.Status200OK)
        {
            headers.CacheControl = "public, max-age=31536000, immutable";
        }

        if (!IsPartOfPage(http))
        {
            HardenPage(http, headers);
        }

        return Task.CompletedTask;
    }

    // Only pages obey these; on every sheet, script and font they would be four kilobytes more to pay for.
    private static void HardenPage(HttpContext http, IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        if (http.User.Identity?.IsAuthenticated == true && !http.Request.Path.StartsWithSegments("/img", StringComparison.Ordinal))
        {
            headers.CacheControl = "no-store";
        }
    }

    private static bool IsPartOfPage(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/css", StringComparison.Ordinal)
        || http.Request.Path.StartsWithSegments("/js", StringComparison.Ordinal)
        || http.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal);
}
