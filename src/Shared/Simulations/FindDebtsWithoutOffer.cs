using System.Text;

namespace Shared.Simulations;

/// <summary>The debts that a simulation found no offer for, each with its reason: a CSV, as far as the work has come.</summary>
public sealed class FindDebtsWithoutOffer(AppDb db, Vault vault)
{
    private static readonly byte[] Header = Encoding.UTF8.GetBytes("externalId,debtId,code,message,rule,balance,until\r\n");

    /// <summary>Answers what writes the file to a stream, one stretch in memory at a time.</summary>
    public async Task<Outcome<Func<Stream, CancellationToken, Task>>> ExecuteAsync(Id<OfferSimulation> id) =>
        await db.OfferSimulations.AnyAsync(s => s.Id == id)
            ? Outcome.Of<Func<Stream, CancellationToken, Task>>((output, cancellation) => WriteAsync(id, output, cancellation))
            : CancelSimulation.NotFound;

    private async Task WriteAsync(Id<OfferSimulation> id, Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(Header, cancellation);
        var last = -1;

        while (await NextAsync(id, last, cancellation) is { } slice)
        {
            await PackedLines.UnpackAsync(slice.SealedLines, vault, SimulationSlice.Context, output, cancellation);
            last = slice.Number;
        }
    }

    private Task<SimulationSlice?> NextAsync(Id<OfferSimulation> id, int last, CancellationToken cancellation) => db.Set<SimulationSlice>().AsNoTracking()
        .Where(s => s.SimulationId == id && s.Number > last).OrderBy(s => s.Number).FirstOrDefaultAsync(cancellation);
}
