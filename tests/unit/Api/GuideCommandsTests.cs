using System.Diagnostics;
using System.Text.RegularExpressions;
using Admin.Api.Docs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Api;

/// <summary>What the guides say can be pasted, pasted: all the sh blocks of a page in one bash, against a host that listens and a worker that works.</summary>
public sealed partial class GuideCommandsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly World _world = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("acerto-guides-");
    private string _address = "";

    public static TheoryData<string> Guides => [.. GuidePages.All.Select(page => page.File).Where(file => ScriptOf(file).Length > 0)];

    public async ValueTask InitializeAsync()
    {
        Assert.All(["bash", "curl", "jq"], tool => Assert.True(IsThere(tool), $"{tool} is missing: the commands of the guides cannot be run without it."));
        await _world.InitializeAsync();
        var api = _world.Keep(new ApiHost(_world));
        api.UseKestrel(0);
        api.StartServer();
        var addresses = api.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _address = addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
        _world.Settings["Sandbox:HooksUrl"] = _address;
        KeepTime();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task Every_command_of_a_guide_works_when_pasted_and_when_pasted_again(string guide)
    {
        var key = await _world.KeyAsync(await _world.CreditorAsync());

        Assert.Equal("", await PasteAsync(ScriptOf(guide), key));
        Assert.Equal("", await PasteAsync(ScriptOf(guide), key));
    }

    [Fact]
    public async Task A_command_that_fails_is_noticed()
    {
        var key = await _world.KeyAsync(await _world.CreditorAsync());

        Assert.Contains("401", await PasteAsync("""curl -fsS "$ACERTO/v1/debts" | jq""", key), StringComparison.Ordinal);
    }

    [Fact]
    public void No_call_stands_where_it_is_not_run()
    {
        Assert.True(Guides.Count >= 7);
        Assert.All(GuidePages.All, page => Assert.DoesNotContain("curl ", Scripts.Replace(GuidePages.TextOf(page.File), ""), StringComparison.Ordinal));
    }

    /// <summary>Nothing when all went well; else all that was said.</summary>
    private async Task<string> PasteAsync(string script, string key)
    {
        var file = Path.Combine(_folder.FullName, "guide.sh");
        await File.WriteAllTextAsync(file, $"set -euxo pipefail\n{script}");
        var start = new ProcessStartInfo("bash", [file])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ACERTO"] = _address, ["CHAVE"] = key },
        };
        using var bash = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        bash.StandardInput.Close();
        var said = Task.WhenAll(bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());

        try
        {
            while (!said.IsCompleted)
            {
                patience.Token.ThrowIfCancellationRequested();
                KeepTime();
                await _world.RunJobsAsync();
                await Task.WhenAny(said, Task.Delay(100, patience.Token));
            }
        }
        catch (OperationCanceledException)
        {
            bash.Kill(entireProcessTree: true);
        }

        var words = string.Join('\n', await said);
        await bash.WaitForExitAsync();
        return bash.ExitCode == 0 ? "" : $"exit {bash.ExitCode}\n{words}";
    }

    // The commands ask the machine's clock for dates, so the world must agree with it.
    private void KeepTime() => _world.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());

    private static string ScriptOf(string guide) => string.Concat(Scripts.Matches(GuidePages.TextOf(guide)).Select(block => block.Groups[1].Value));

    private static bool IsThere(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    [GeneratedRegex("^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Scripts { get; }
}
