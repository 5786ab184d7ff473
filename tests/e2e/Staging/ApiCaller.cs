using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text.Json;

namespace Tests.E2e.Staging;

/// <summary>A creditor's machine, with its key, over HTTP.</summary>
public sealed class ApiCaller : IDisposable
{
    private readonly HttpClient _http;

    public ApiCaller(Uri address, string key)
    {
        _http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await JsonOfAsync(answer);
    }

    public async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    public Task<byte[]> DownloadAsync(string path) => _http.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    /// <summary>A write with a key of its own, so that sending it again is harmless.</summary>
    public Task<JsonElement> PostAsync(string path, object? body, string? once = null) => SendAsync(path, JsonContent.Create(body ?? new { }), once);

    public Task<JsonElement> PostFileAsync(string path, byte[] csv, string? once = null)
    {
        var content = new ByteArrayContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Text.Csv);
        return SendAsync(path, content, once);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(string path, HttpContent content, string? once)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotency-Key", once ?? Guid.CreateVersion7().ToString());
        using var answer = await _http.SendAsync(request);
        return await JsonOfAsync(answer);
    }

    private static async Task<JsonElement> JsonOfAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {(int)answer.StatusCode}\n{text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
