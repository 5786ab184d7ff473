using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

namespace Portal;

/// <summary>The pages: how they are written, and what is shown when there is none.</summary>
public static class Screens
{
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddMemoryCache().AddScoped<Holders>().AddScoped<PixDesk>().AddScoped<PayDesk>();

        // Closed unless opened: a page somebody forgets to name here asks for a sign-in.
        services.AddRazorPages(pages => pages.Conventions
            .AuthorizeFolder("/")
            .AllowAnonymousToFolder("/Public")
            .AllowAnonymousToFolder("/Sessions"));

        // Portuguese letters travel as they are: an entity for each accent would cost the reader bytes.
        services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRouting(route => route.LowercaseUrls = true);
        services.AddResponseCompression(compression =>
        {
            // Over TLS as well: docs/adr/0009 says why nothing can be guessed from the length of a page.
            compression.EnableForHttps = true;
            compression.MimeTypes = [MediaTypeNames.Text.Html];
        });
        return services;
    }

    public static WebApplication UseScreens(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStatusCodePagesWithReExecute("/erro/{0}");

        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/erro/500");
        }

        return app;
    }

    public static WebApplication MapScreens(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }
}
