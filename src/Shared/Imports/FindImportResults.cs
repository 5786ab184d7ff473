using System.Text;

namespace Shared.Imports;

/// <summary>The result file: one line for each row read so far, in the order of the file.</summary>
public sealed class FindImportResults(AppDb db, Vault vault)
{
    public static readonly Refusal NotFound = CancelImport.NotFound;
    private static readonly byte[] Header = Encoding.UTF8.GetBytes("line,externalId,outcome,code,message\r\n");

    /// <summary>Answers what writes the file to a stream, one slice in memory at a time.</summary>
    public async Task<Outcome<Func<Stream, CancellationToken, Task>>> ExecuteAsync(Id<ImportBatch> importId) =>
        await db.Imports.AnyAsync(i => i.Id == importId)
            ? Outcome.Of<Func<Stream, CancellationToken, Task>>((output, cancellation) => WriteAsync(importId, output, cancellation))
            : NotFound;

    private async Task WriteAsync(Id<ImportBatch> importId, Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(Header, cancellation);

        for (var number = 0; await SliceAsync(importId, number, cancellation) is { } slice; number++)
        {
            await slice.UnpackAsync(output, vault, cancellation);
        }
    }

    private Task<ImportSlice?> SliceAsync(Id<ImportBatch> importId, int number, CancellationToken cancellation) =>
        db.Set<ImportSlice>().AsNoTracking().SingleOrDefaultAsync(s => s.ImportId == importId && s.Number == number, cancellation);
}
