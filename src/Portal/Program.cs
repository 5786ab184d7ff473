using Portal;
using Shared.Identity;
using Shared.Messaging;
using Shared.Payments;

var builder = WebApplication.CreateBuilder(args);
builder.AddLogs();
builder.AddSecurity();
builder.Services
    .AddPlatform(builder.Configuration, HostRole.Portal)
    .AddTelemetry(builder.Configuration, "acerto-portal")
    .AddPayments(builder.Configuration)
    .AddMessaging(HostRole.Portal)
    .AddOneTimeCodes()
    .AddStartCheck()
    .AddProxies(builder.Configuration)
    .AddDebtorSignIn(builder.Configuration)
    .AddScreens();

var app = builder.Build();
app.UseForwardedHeaders();
app.UseSecurity();
app.UseScreens();
app.UseAuthentication();
app.UseDebtorScope();
app.UseAuthorization();
app.MapHealth();
app.MapScreens();
app.Run();
