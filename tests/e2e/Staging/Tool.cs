using System.Diagnostics;

namespace Tests.E2e.Staging;

/// <summary>A program that runs to its end.</summary>
public static class Tool
{
    /// <summary>What it wrote. Throws, with its complaint, when it fails.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? settings = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };

        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Invariant.Holds(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.\n{await complaint}\n{said}");
        return said;
    }

    /// <summary>One command of the Admin host: migrate, sample-portfolio …</summary>
    public static Task<string> AdminAsync(IReadOnlyDictionary<string, string> settings, params IReadOnlyList<string> arguments) =>
        RunAsync("dotnet", [Repository.ProgramOf("Admin.Api"), .. arguments], settings, Repository.FolderOf("Admin.Api"));
}
