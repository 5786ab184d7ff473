using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shared.Simulations;

/// <summary>Debts of one stretch of a simulation that get no offer, as lines of the CSV. Packed and sealed: creditors put anything into their ids.</summary>
internal sealed class SimulationSlice : IBelongsToCreditor
{
    public const string Context = "debts-without-offer";

    public required Id<Creditor> CreditorId { get; init; }
    public required Id<OfferSimulation> SimulationId { get; init; }
    public required int Number { get; init; }
    public required byte[] SealedLines { get; init; }
}

internal sealed class SimulationSliceMapping : IEntityTypeConfiguration<SimulationSlice>
{
    public void Configure(EntityTypeBuilder<SimulationSlice> slice)
    {
        slice.ToTable("offer_simulation_slices");
        slice.HasKey(s => new { s.CreditorId, s.SimulationId, s.Number });
        slice.HasOne<OfferSimulation>().WithMany().HasForeignKey(s => new { s.CreditorId, s.SimulationId }).OnDelete(DeleteBehavior.Cascade);
    }
}
