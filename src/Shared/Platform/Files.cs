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
/// and never on disk; each chunk is bound to its file, its place and whether it is the last. No file stays for long.
/// </summary>
public sealed class FileStore(IOptions<FilesOptions> options, Vault vault, TimeProvider clock)
{
    internal const int ChunkSize = 64 * 1024;
    internal const int FrameSize = ChunkSize + Vault.Overhead;
    private const string Unfinished = ".part";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestStay = TimeSpan.FromDays(30);

    /// <summary>
    /// Answers when the whole file is on the disk; null when it has more than <paramref name="most"/> bytes. What fails
    /// on the way leaves nothing behind.
    /// </summary>
    public async Task<StoredFile?> SaveAsync(string name, Stream clear, long most, CancellationToken cancellation)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Sweep(Path.GetDirectoryName(path)!);

        try
        {
            await using var file = new FileStream(path + Unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);

            if (await SealAsync(name, clear, most, file, cancellation) is not { } stored)
            {
                File.Delete(path + Unfinished);
                return null;
            }

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

    private async Task<StoredFile?> SealAsync(string name, Stream clear, long most, FileStream file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkSize];
        var length = 0L;

        for (var chunk = 0L; ; chunk++)
        {
            var filled = await clear.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellation);
            hash.AppendData(buffer, 0, filled);
            length += filled;

            if (length > most)
            {
                return null;
            }

            await file.WriteAsync(vault.Seal(buffer.AsSpan(0, filled), ContextOf(name, chunk, filled < ChunkSize)), cancellation);

            if (filled < ChunkSize)
            {
                return new StoredFile(name, length, hash.GetHashAndReset());
            }
        }
    }

    private void Sweep(string folder)
    {
        var now = clock.GetUtcNow();

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (now - file.LastWriteTimeUtc > (file.Extension == Unfinished ? Abandoned : LongestStay))
            {
                file.Delete();
            }
        }
    }

    private string PathOf(string name)
    {
        Invariant.Holds(name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '/'), "Not a file name of ours.");
        return Path.Combine(options.Value.Root, name);
    }
}
