using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tests.Testing;

/// <summary>An answer of the API: the response and its JSON.</summary>
public sealed record Answer(HttpResponseMessage Response, JsonElement Json)
{
    public int Status => (int)Response.StatusCode;

    public string Code => Json.GetProperty("code").GetString()!;

    /// <summary>How it was refused.</summary>
    public (int Status, string Code) Told => (Status, Code);

    public string? Tag => Response.Headers.ETag?.ToString();

    /// <summary>A member of the answer that is text; of one inside another, by its path.</summary>
    public string Text(params IEnumerable<string> path) => path.Aggregate(Json, (json, member) => json.GetProperty(member)).GetString()!;

    public string Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";
}

/// <summary>Calling the API in one line. Creating calls carry a fresh Idempotency-Key unless another is given.</summary>
public static class Calls
{
    extension(HttpClient caller)
    {
        public Task<Answer> GetAsync(string path, (string Name, string Value) header) => caller.CallAsync(HttpMethod.Get, path, null, null, header);

        public Task<Answer> ReadAsync(string path) => caller.CallAsync(HttpMethod.Get, path, null, null);

        public Task<Answer> PostAsync(string path, object body, string? key = null, params (string Name, string Value)[] headers) =>
            caller.CallAsync(HttpMethod.Post, path, body, key ?? Guid.CreateVersion7().ToString(), headers);

        /// <summary>A body that is a string goes as it is; anything else as JSON.</summary>
        public async Task<Answer> CallAsync(HttpMethod method, string path, object? body, string? key, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);

            if (body is not null)
            {
                var text = body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
                var type = headers.FirstOrDefault(h => h.Name == "Content-Type").Value ?? "application/json";
                request.Content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue(type));
            }

            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            var response = await caller.SendAsync(request);
            var bytes = await response.Content.ReadAsByteArrayAsync();
            var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true && bytes.Length > 0;
            return new Answer(response, json ? JsonDocument.Parse(bytes).RootElement : default);
        }
    }
}
