using Portal;

var builder = WebApplication.CreateBuilder(args);
builder.AddSecurity();
builder.Services.AddScreens();

var app = builder.Build();
app.UseSecurity();
app.UseScreens();
app.MapScreens();
app.Run();
