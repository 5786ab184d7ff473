using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Shared.Payments.Sandbox;

/// <summary>The bank tells its customer that money came. Tried again, by the job runner, until somebody answers 2xx.</summary>
public sealed record SendSandboxNotice(Id<SandboxNotice> NoticeId) : IJob;

internal sealed class RunSendSandboxNotice(
    AppDb db, Vault vault, IHttpClientFactory clients, IOptions<SandboxOptions> options, TimeProvider clock) : IRun<SendSandboxNotice>
{
    private static readonly byte[] Guesses = "a secret that somebody guessed"u8.ToArray();

    public async Task RunAsync(SendSandboxNotice job, CancellationToken stopping)
    {
        var notice = await db.Set<SandboxNotice>().SingleAsync(n => n.Id == job.NoticeId, stopping);
        var account = await db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == new Id<GatewayAccount>(notice.Account), stopping);
        Invariant.Holds(options.Value.HooksUrl is not null, "Set Admin:PublicUrl: the sandbox bank posts its notices there.");

        var now = clock.GetUtcNow();
        var body = JsonSerializer.SerializeToUtf8Bytes(new SandboxNoticeBody(notice.Txid, notice.EndToEndId, notice.News), JsonSerializerOptions.Web);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.HooksUrl!, $"hooks/sandbox/{notice.Account}"))
        {
            Content = content,
        };
        var id = notice.Id.ToString();
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("sandbox-id", id);
        request.Headers.Add("sandbox-timestamp", timestamp);
        request.Headers.Add("sandbox-signature", SandboxSignature.Of(notice.IsForged ? Guesses : SandboxSecrets.Open(account, vault), id, timestamp, body));

        using var client = clients.CreateClient(SandboxOptions.NoticeClient);
        using var answer = await client.SendAsync(request, stopping);

        if (notice.IsForged)
        {
            Invariant.Holds(answer.StatusCode is HttpStatusCode.Unauthorized, $"A forged notice was answered {answer.StatusCode}.");
        }
        else
        {
            answer.EnsureSuccessStatusCode();
        }

        notice.DeliveredAt = now;
        await db.SaveChangesAsync(stopping);
    }
}

internal sealed record SandboxNoticeBody(string Txid, string EndToEndId, string? News = null);
