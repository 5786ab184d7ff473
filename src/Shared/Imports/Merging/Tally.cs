using System.Text;

namespace Shared.Imports.Merging;

/// <summary>What the rows of a slice came to, in numbers and in lines of the result file.</summary>
internal sealed class Tally
{
    private readonly int[] _counts = new int[Enum.GetValues<RowOutcome>().Length];
    private readonly StringBuilder _lines = new();

    public int Rows => _counts.Sum();

    public byte[] Lines => Encoding.UTF8.GetBytes(_lines.ToString());

    public int Of(RowOutcome outcome) => _counts[(int)outcome];

    public void Add(SliceRow row, Verdict verdict)
    {
        _counts[(int)verdict.Outcome]++;
        verdict.Write(_lines, row.Line, row.ExternalId);
    }
}
