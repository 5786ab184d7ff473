using Portal;
using Shared;

var builder = WebApplication.CreateBuilder(args);
builder.AddLogs();
builder.AddSecurity();
builder.Services
    .AddPlatform(builder.Configuration, HostRole.Portal)
    .AddTelemetry(builder.Configuration, "acerto-portal")
    .AddModules(builder.Configuration, HostRole.Portal)
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
