using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shared.Offers;

/// <summary>Which arm of an experiment a person is in. Pure: the same person, the same arm, every time and on every machine.</summary>
public static class Variants
{
    /// <summary>
    /// The person's place on a line from 0 to 1 is a hash of the experiment and the person, so that two experiments share
    /// nothing; the variants lie along it, each as long as its weight.
    /// </summary>
    public static PolicyVariant Of(PolicyExperiment experiment, PersonKey person)
    {
        var whole = experiment.Variants.Sum(v => (long)v.Weight);
        var place = (long)(UInt128.CreateTruncating(HashOf(experiment.Id, person)) * (UInt128)whole >> 64);

        foreach (var variant in experiment.Variants)
        {
            place -= variant.Weight;

            if (place < 0)
            {
                return variant;
            }
        }

        throw new InvalidOperationException("The weights of an experiment cover the line.");
    }

    private static ulong HashOf(string experiment, PersonKey person) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{experiment}:{person}")));
}
