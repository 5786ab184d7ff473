using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Imports;

/// <summary>
/// What became of the rows of one slice, as lines of the result file: packed, because a row for each row would
/// cost a fifth of the import and is only ever read as a whole; sealed, because a refused row may hold anything.
/// </summary>
internal sealed class ImportSlice : IBelongsToCreditor
{
    private const string Context = "import-results";

    public required Id<Creditor> CreditorId { get; init; }
    public required Id<ImportBatch> ImportId { get; init; }
    public required int Number { get; init; }
    public required byte[] SealedResults { get; init; }

    public static byte[] Pack(ReadOnlySpan<byte> lines, Vault vault) => PackedLines.Pack(lines, vault, Context);

    public Task UnpackAsync(Stream output, Vault vault, CancellationToken cancellation) => PackedLines.UnpackAsync(SealedResults, vault, Context, output, cancellation);
}

internal sealed class ImportSliceMapping : IEntityTypeConfiguration<ImportSlice>
{
    public void Configure(EntityTypeBuilder<ImportSlice> slice)
    {
        slice.ToTable("import_slices");
        slice.HasKey(s => new { s.CreditorId, s.ImportId, s.Number });
        slice.HasOne<ImportBatch>().WithMany().HasForeignKey(s => new { s.CreditorId, s.ImportId });
    }
}
