using System.Net.Mime;
using Admin.Api.Agreements;
using Admin.Api.Auth;
using Admin.Api.Debts;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Extensions.Options;

namespace Admin.Api.Http;

/// <summary>The conventions of the API, put together once. A controller needs to say only what is its own.</summary>
internal static class Api
{
    /// <summary>What the body of a PATCH is (RFC 7396).</summary>
    internal const string MergePatch = "application/merge-patch+json";
    private const long LargestBody = 1024 * 1024;

    extension(IServiceCollection services)
    {
        public IServiceCollection AddApi()
        {
            services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
            services.AddDoor().AddShield();
            services.AddSingleton<Tags>().AddScoped<Pages>().AddScoped<ShowStandingOffers>().AddScoped<OldAndNew>();
            services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
            services.AddControllers(mvc =>
                {
                    mvc.ReturnHttpNotAcceptable = true;

                    foreach (var json in mvc.InputFormatters.OfType<SystemTextJsonInputFormatter>())
                    {
                        json.SupportedMediaTypes.Clear();
                        json.SupportedMediaTypes.Add(MediaTypeNames.Application.Json);
                        json.SupportedMediaTypes.Add(MergePatch);
                    }

                    mvc.ModelBinderProviders.Insert(0, new IsoDates());
                    mvc.OutputFormatters.Add(new CsvOutput());
                    mvc.Filters.Add<OnceFilter>(order: 0);
                    mvc.Filters.Add<KnownQuery>(order: -1);
                    mvc.Filters.Add<NoForms>(order: -1);
                    mvc.Filters.Add<TagFilter>();
                    mvc.ModelMetadataDetailsProviders.Add(new AnnotationMessages());
                    Validation.SpeakPortuguese(mvc.ModelBindingMessageProvider);
                })
                .AddJsonOptions(json =>
                {
                    json.AllowInputFormatterExceptionMessages = false;
                    WireJson.Configure(json.JsonSerializerOptions);
                })
                .ConfigureApiBehaviorOptions(behaviour =>
                {
                    behaviour.SuppressMapClientErrors = true;
                    behaviour.InvalidModelStateResponseFactory = Validation.Refuse;
                });
            services.ConfigureHttpJsonOptions(json => WireJson.Configure(json.SerializerOptions)); // The contract is drawn from these.
            return services.AddShows();
        }

        private IServiceCollection AddShows()
        {
            foreach (var type in typeof(Api).Assembly.GetTypes().Where(t => t is { IsClass: true, IsSealed: true }))
            {
                if (type.IsAssignableTo(typeof(IShowOwn)))
                {
                    services.AddScoped(type);
                }

                foreach (var show in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IShow<>)))
                {
                    services.AddScoped(type).AddScoped(show, type);
                }
            }

            return services;
        }
    }

    extension(WebApplication app)
    {
        /// <summary>In this order: what fails, what is bare, who comes too often, who it is, what they may.</summary>
        public void UseApi()
        {
            app.UseExceptionHandler(Failures.Options);
            app.UseStatusCodePages(bare => Problems.WriteAsync(bare.HttpContext, Problems.OfStatus(bare.HttpContext.Response.StatusCode)));
            app.Use((http, next) =>
            {
                http.Response.Headers.XContentTypeOptions = "nosniff";
                http.Response.Headers.CacheControl = "no-store";
                http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
                return next(http);
            });
            app.UseRouting();
            app.UseRateLimiter();
            app.UseAuthentication();
            app.UseKeyRates();
            app.UseAuthorization();
        }
    }
}
