using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.WebEncoders;

namespace Admin.Api.StaffConsole;

/// <summary>
/// The console of those who work at a creditor: pages under /console, in a pipeline of their own. Its cookie means
/// nothing to the API, and an API key nothing here.
/// </summary>
internal static class ConsoleModule
{
    public const string Root = "/console";

    /// <summary>The page that takes invitations; what opens one stands behind it.</summary>
    public const string Invitations = Root + "/convite/";

    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Permissions = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

    extension(IServiceCollection services)
    {
        public IServiceCollection AddConsole(IConfiguration configuration)
        {
            services.AddRazorPages(pages => pages.RootDirectory = "/StaffConsole");
            services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
            services.AddAntiforgery(antiforgery =>
            {
                antiforgery.Cookie.Name = "acerto-console-form";
                antiforgery.Cookie.Path = Root;
                antiforgery.SuppressXFrameOptionsHeader = true;
            });
            return services.AddStaffDoor(configuration);
        }
    }

    extension(WebApplication app)
    {
        /// <summary>Before the API's pipeline: whatever begins with /console never reaches it.</summary>
        public void MapConsole() => app.MapWhen(http => http.Request.Path.StartsWithSegments(Root), console =>
        {
            console.Use((http, next) =>
            {
                http.Response.OnStarting(() => Harden(http.Response));
                KeepOutOfTraces(http);
                return next(http);
            });
            console.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Root + "/erro", CreateScopeForErrors = true });
            console.UseStatusCodePagesWithReExecute(Root + "/erro", "?status={0}");
            console.UseRouting();
            console.UseAuthorization();
            console.UseEndpoints(endpoints =>
            {
                endpoints.MapStaticAssets().AllowAnonymous();
                endpoints.MapRazorPages().RequireAuthorization(StaffDoor.Policy);
            });
        });
    }

    // Traces record paths, and whoever reads one must not be able to open an invitation.
    private static void KeepOutOfTraces(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(Invitations.TrimEnd('/')))
        {
            http.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("url.path", Invitations);
        }
    }

    private static Task Harden(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        if (response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != false)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
