using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Shared.Messaging;
using Shared.Staff;

namespace Tests.StaffConsole;

/// <summary>Creditors with people in them, their letters and their browsers.</summary>
internal static partial class Colleagues
{
    extension(World world)
    {
        /// <summary>A quarter of an hour later: no limit remembers what was tried before.</summary>
        public World Rested()
        {
            world.Clock.Advance(TimeSpan.FromMinutes(15));
            return world;
        }

        public HttpClient Browser() =>
            world.Api.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

        public Visitor Visitor() => new(world.Browser());

        public async Task<HttpClient> OwnerAsync(Creditor creditor) => world.Api.Caller(await world.KeyAsync(creditor));

        /// <summary>Somebody at work: an account and an open session.</summary>
        public async Task<(Visitor Visitor, NewStaff Staff, string Email)> AtWorkAsync(Creditor creditor, StaffRole role = StaffRole.CreditorAdmin, string name = "Chefe")
        {
            var email = NewEmail();
            var staff = await World.MustAsync(world.DoAsync(creditor, (AddStaff add) =>
                add.ExecuteAsync(new(EmailAddress.Parse(email), name, role, StaffConsole.Visitor.Password), Actor.System("test"))));
            var visitor = world.Visitor();
            await visitor.EnterAsync(world, staff, email);
            return (visitor, staff, email);
        }

        /// <summary>Where the last link leads that was sent to this address.</summary>
        public async Task<string> LinkSentToAsync(string email)
        {
            await world.RunJobsAsync();
            var letters = await world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync());
            return Link.Match(letters.First(l => l.To == email && Link.IsMatch(l.Text)).Text).Value;
        }

        /// <summary>Fills in the page behind a link.</summary>
        public async Task<IHtmlDocument> AcceptAsync(Visitor visitor, string link, string password = StaffConsole.Visitor.Password, string? again = null, string? code = null)
        {
            var page = await (await visitor.GetAsync(link)).PageAsync();
            return await world.AcceptAsync(visitor, page, link, password, again, code);
        }

        public async Task<IHtmlDocument> AcceptAsync(Visitor visitor, IHtmlDocument page, string link, string password, string? again = null, string? code = null)
        {
            var offer = page.QuerySelector("input[name=Offer]")?.GetAttribute("value") ?? "";
            var typed = code ?? (page.QuerySelector(".secret") is { } secret ? StaffConsole.Visitor.CodeOf(world, secret.TextContent) : "");
            var answer = await visitor.SendAsync(page, link, ("Password", password), ("Again", again ?? password), ("Code", typed), ("Offer", offer));
            return await answer.PageAsync();
        }
    }

    /// <summary>Asks somebody in by the API.</summary>
    public static Task<Answer> InviteAsync(HttpClient caller, string email, string name = "Bia Lima", string role = "support") =>
        caller.PostAsync("/v1/users", new { email, name, role });

    public static string NewEmail() => $"{Guid.CreateVersion7():N}@loja.example";

    [GeneratedRegex(@"/console/convite/[\w-]+")]
    private static partial Regex Link { get; }
}
