using System.Security.Cryptography;

namespace Tests.Platform;

public sealed class VaultTests
{
    [Fact]
    public void Opens_what_many_threads_sealed_at_once()
    {
        using var vault = new Vault(new VaultOptions { MasterKey = Convert.ToBase64String(new byte[32]) });

        var wrong = ParallelEnumerable.Range(0, 20_000).Count(i => vault.OpenText(vault.Seal($"text {i}", "place"), "place") != $"text {i}");

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Opens_nothing_that_was_moved_to_another_place()
    {
        using var vault = new Vault(new VaultOptions { MasterKey = Convert.ToBase64String(new byte[32]) });
        var letter = vault.Seal("text", "place");

        Assert.ThrowsAny<CryptographicException>(() => vault.Open(letter, "elsewhere"));
    }
}
