using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Shared.Platform;

public sealed class FilesOptions
{
    /// <summary>A folder that the API and the worker share.</summary>
    [Required]
    public string Root { get; set; } = "";
}

/// <summary>What was stored: its size and hash in the clear.</summary>
public sealed record StoredFile(string Name, long Length, byte[] Sha256);

/// <summary>
/// Files too big for a row. They stream through in sealed chunks, so that the clear text is never whole in memory
/// and never on disk; each chunk is bound to its file, its place and whether it is the last.
/// </summary>
public sealed class FileStore(IOptions<FilesOptions> options, Vault vault, TimeProvider clock)
{
    internal const int ChunkSize = 64 * 1024;
    internal const int FrameSize = ChunkSize + Vault.Overhead;
    private const string Unfinished = ".part";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Answers when the whole file is on the disk. What fails on the way leaves nothing behind.</summary>
    public async Task<StoredFile> SaveAsync(string name, Stream clear, CancellationToken cancellation)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SweepAbandoned(Path.GetDirectoryName(path)!);

        try
        {
            await using var file = new FileStream(path + Unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
            var stored = await SealAsync(name, clear, file, cancellation);

            // The rename comes before the flush: one fsync then makes both content and name durable.
            File.Move(path + Unfinished, path);
            file.Flush(flushToDisk: true);
            return stored;
        }
        catch
        {
            File.Delete(path + Unfinished);
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Reads the clear text from <paramref name="offset"/> on. A file cut short or tampered with throws.</summary>
    public Stream OpenRead(string name, long offset = 0) => new SealedFile(name, File.OpenHandle(PathOf(name)), vault, offset);

    public void Delete(string name) => File.Delete(PathOf(name));

    internal static string ContextOf(string name, long chunk, bool isLast) =>
        string.Create(CultureInfo.InvariantCulture, $"file:{name}:{chunk}{(isLast ? ":end" : "")}");

    private async Task<StoredFile> SealAsync(string name, Stream clear, FileStream file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkSize];
        var length = 0L;

        for (var chunk = 0L; ; chunk++)
        {
            var filled = await clear.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellation);
            hash.AppendData(buffer, 0, filled);
            length += filled;
            await file.WriteAsync(vault.Seal(buffer.AsSpan(0, filled), ContextOf(name, chunk, filled < ChunkSize)), cancellation);

            if (filled < ChunkSize)
            {
                return new StoredFile(name, length, hash.GetHashAndReset());
            }
        }
    }

    private void SweepAbandoned(string folder)
    {
        var limit = clock.GetUtcNow() - Abandoned;

        foreach (var part in new DirectoryInfo(folder).EnumerateFiles("*" + Unfinished).Where(f => f.LastWriteTimeUtc < limit))
        {
            part.Delete();
        }
    }

    private string PathOf(string name)
    {
        Invariant.Holds(name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '/'), "Not a file name of ours.");
        return Path.Combine(options.Value.Root, name);
    }
}
