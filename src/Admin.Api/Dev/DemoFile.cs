using System.Text.Encodings.Web;
using System.Text.Json;

namespace Admin.Api.Dev;

/// <summary>What somebody needs to walk through the demo. Secrets are in it, so only its owner may read it.</summary>
internal sealed record DemoFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of Loja Aurora, live and test.</summary>
    public required string ApiKey { get; init; }
    public required string TestApiKey { get; init; }

    /// <summary>Of Telefonia Norte, the neighbour who must see nothing of the first.</summary>
    public required string OtherApiKey { get; init; }
    public IReadOnlyList<string> Cpfs { get; init; } = [.. DemoPeople.All.Select(person => Cpf.Parse(person.Document).ToFormatted())];
    public IReadOnlyList<DemoPerson> People { get; init; } =
        [.. DemoPeople.All.Select(person => new DemoPerson(Cpf.Parse(person.Document).ToFormatted(), person.Name, person.Email!))];
    public required DemoStaff Staff { get; init; }

    /// <summary>The second person, for what passes the first one's authority.</summary>
    public DemoStaff? Supervisor { get; init; }

    public static async Task<DemoFile?> ReadAsync(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<DemoFile>(await File.ReadAllTextAsync(path), Json) : null;

    public async Task WriteAsync(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await JsonSerializer.SerializeAsync(file, this, Json);
        await file.WriteAsync("\n"u8.ToArray());
    }
}

internal sealed record DemoPerson(string Cpf, string Name, string Email);

/// <param name="TotpSecret">For an authenticator app, base32.</param>
internal sealed record DemoStaff(string Email, string Password, string TotpSecret, IReadOnlyList<string> RecoveryCodes);
