using System.Threading.Channels;
using Shared.Imports.Merging;
using Shared.Imports.Reading;

namespace Shared.Imports;

/// <summary>What the reading and judging of rows needs to know of their creditor.</summary>
internal sealed record ImportingCreditor(CreditorMode Mode, ReadingRules Rules);

/// <summary>
/// Merges a file from the place it stands at: one slice is read, one prepared and one written at the same time, so that
/// neither the database nor this process waits for the other.
/// </summary>
internal sealed class MergeFile(FileStore files, MergeSlice mergeSlice, ScopedSql sql, Vault vault)
{
    public async Task<MergeEnd> ExecuteAsync(ImportBatch import, ImportingCreditor creditor, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var view = new PortfolioView(sql, vault);
        var read = Channel.CreateBounded<Slice>(1);
        var prepared = Channel.CreateBounded<PreparedSlice>(1);
        var reading = Relay.FeedAsync(read.Writer, writer => ReadAsync(import, creditor, writer, stop.Token));
        var preparing = Relay.FeedAsync(prepared.Writer, writer => PrepareAsync(view, read.Reader, writer, stop.Token));

        try
        {
            await foreach (var slice in prepared.Reader.ReadAllAsync(stopping))
            {
                if (await mergeSlice.ExecuteAsync(import.Id, slice, creditor.Rules.Defaults, stopping) is not MergeEnd.Merged and var end)
                {
                    return end;
                }
            }

            return MergeEnd.Merged;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading, preparing);
        }
    }

    private async Task ReadAsync(ImportBatch import, ImportingCreditor creditor, ChannelWriter<Slice> slices, CancellationToken stopping)
    {
        await using var clear = files.OpenRead(import.FileName, import.NextOffset);
        LineReader records = import.Format is ImportFormat.Csv
            ? await FollowHeaderAsync(import, clear)
            : new JsonRecords(clear, import.NextOffset, import.NextLine);

        foreach (var slice in Slice.ReadAll(records, new RowReader(creditor.Rules), document => vault.PersonOf(document, creditor.Mode), vault))
        {
            await slices.WriteAsync(slice, stopping);
        }
    }

    private async Task<CsvRecords> FollowHeaderAsync(ImportBatch import, Stream clear)
    {
        await using var top = files.OpenRead(import.FileName);
        Invariant.Holds(CsvHeader.Read(new CsvRecords(top)).Succeeded(out var header, out _), "The header was read when the file came in.");
        var records = new CsvRecords(clear, header.Delimiter, import.NextOffset, import.NextLine);
        records.Follow(header);
        return records;
    }

    private static async Task PrepareAsync(
        PortfolioView view, ChannelReader<Slice> slices, ChannelWriter<PreparedSlice> prepared, CancellationToken stopping)
    {
        await foreach (var slice in slices.ReadAllAsync(stopping))
        {
            await prepared.WriteAsync(await view.PrepareAsync(slice, stopping), stopping);
        }
    }
}
