using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Tests.Platform;

public sealed class FileStoreTests : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"acerto-files-{Guid.CreateVersion7():N}");
    private readonly Vault _vault = new(new VaultOptions { MasterKey = Convert.ToBase64String(new byte[32]) });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public async Task Gives_back_what_it_took_from_any_place_on(int length)
    {
        var clear = RandomNumberGenerator.GetBytes(length);

        var stored = await Store().SaveAsync("imports/one", new MemoryStream(clear), long.MaxValue, CancellationToken.None);

        Assert.Equal(SHA256.HashData(clear), stored!.Sha256);
        Assert.Equal(length, stored.Length);

        foreach (var offset in new[] { 0, length / 3, length / 2, Math.Max(0, length - 1), length })
        {
            Assert.Equal(clear[offset..], ReadAll(offset));
        }
    }

    [Fact]
    public async Task Keeps_nothing_readable_on_the_disk()
    {
        var text = string.Concat(Enumerable.Repeat("Maria da Silva;529.982.247-25\n", 5000));

        await Store().SaveAsync("imports/one", new MemoryStream(Encoding.UTF8.GetBytes(text)), long.MaxValue, CancellationToken.None);

        Assert.DoesNotContain("Maria", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(_root, "imports/one"), TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65_565)]
    [InlineData(65_564)]
    [InlineData(1)]
    public async Task Refuses_a_file_that_was_cut_short(int kept)
    {
        await Store().SaveAsync("imports/one", new MemoryStream(new byte[200_000]), long.MaxValue, CancellationToken.None);
        await using (var file = File.OpenWrite(Path.Combine(_root, "imports/one")))
        {
            file.SetLength(kept);
        }

        Assert.ThrowsAny<CryptographicException>(() => ReadAll(0));
    }

    [Fact]
    public async Task Refuses_chunks_that_changed_places()
    {
        await Store().SaveAsync("imports/one", new MemoryStream(new byte[200_000]), long.MaxValue, CancellationToken.None);
        var path = Path.Combine(_root, "imports/one");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        byte[] moved = [.. bytes[65_565..131_130], .. bytes[..65_565], .. bytes[131_130..]];
        await File.WriteAllBytesAsync(path, moved, TestContext.Current.CancellationToken);

        Assert.ThrowsAny<CryptographicException>(() => ReadAll(0));
    }

    [Fact]
    public async Task Leaves_nothing_of_an_upload_that_broke_off()
    {
        var broken = new BrokenStream();

        await Assert.ThrowsAsync<IOException>(() => Store().SaveAsync("imports/one", broken, long.MaxValue, CancellationToken.None));

        Assert.Empty(Directory.GetFiles(Path.Combine(_root, "imports")));
    }

    [Fact]
    public async Task Takes_no_more_than_it_was_told_to()
    {
        Assert.NotNull(await Store().SaveAsync("imports/one", new MemoryStream(new byte[100_000]), 100_000, CancellationToken.None));
        Assert.Null(await Store().SaveAsync("imports/two", new MemoryStream(new byte[100_001]), 100_000, CancellationToken.None));

        Assert.Single(Directory.GetFiles(Path.Combine(_root, "imports")));
    }

    public void Dispose()
    {
        _vault.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private FileStore Store() => new(Options.Create(new FilesOptions { Root = _root }), _vault, TimeProvider.System);

    private byte[] ReadAll(int offset)
    {
        using var clear = Store().OpenRead("imports/one", offset);
        using var copy = new MemoryStream();
        clear.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed class BrokenStream : MemoryStream
    {
        private int _left = 100_000;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _left -= buffer.Length;
            return _left > 0 ? ValueTask.FromResult(buffer.Length) : throw new IOException("The line went dead.");
        }
    }
}
