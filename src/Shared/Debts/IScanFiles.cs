namespace Shared.Debts;

/// <summary>What a scanner says of a file.</summary>
/// <param name="IsScanned">False where there is no scanner.</param>
/// <param name="Threat">Its name for what it found; null for nothing.</param>
public sealed record ScanVerdict(bool IsScanned, string? Threat);

/// <summary>Looks for what harms in files that come from outside. Throws when it cannot say: the file then waits.</summary>
public interface IScanFiles
{
    Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken stopping);
}

/// <summary>Where an operator has set up no scanner: files pass, and say that nobody looked.</summary>
internal sealed class NoScanner : IScanFiles
{
    public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken stopping) => Task.FromResult(new ScanVerdict(IsScanned: false, null));
}
