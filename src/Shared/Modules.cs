using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shared.Debts;
using Shared.Identity;
using Shared.Messaging;
using Shared.Payments;
using Shared.Staff;
using Shared.Webhooks;

namespace Shared;

public static class Modules
{
    extension(IServiceCollection services)
    {
        /// <summary>What the modules need besides their verbs, which are found by their shape. Every host has all of them.</summary>
        public IServiceCollection AddModules(IConfiguration configuration, HostRole role) => services
            .AddSingleton(DailyJobs.All)
            .AddDebts()
            .AddPayments(configuration)
            .AddWebhooks(configuration)
            .AddMessaging(role)
            .AddOneTimeCodes()
            .AddStaffAccounts();
    }
}
