using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shared.Platform;

public static class Proxies
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Whose word to take for a caller's address: the networks in Proxies:Networks (CIDR), the loopback by default.
        /// Too many, and callers choose their own address; too few, and all of them share one limit.
        /// </summary>
        public IServiceCollection AddProxies(IConfiguration configuration) => services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

            foreach (var network in configuration.GetSection("Proxies:Networks").Get<string[]>() ?? [])
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
            }
        });
    }
}
