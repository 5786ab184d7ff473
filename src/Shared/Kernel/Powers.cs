namespace Shared.Kernel;

/// <summary>Powers and roots in decimal: compound interest without a double anywhere.</summary>
internal static class Powers
{
    private const int MostSteps = 200;
    private const decimal Enough = 1e-26m;

    public static decimal Of(decimal number, int exponent)
    {
        Invariant.Holds(exponent >= 0, "Time does not run backwards.");
        var (power, square) = (1m, number);

        for (var left = exponent; left > 0; left >>= 1)
        {
            power *= left % 2 == 1 ? square : 1;
            square = left > 1 ? square * square : square;
        }

        return power;
    }

    /// <summary>By Newton, from above: for a number of 1 or more every step comes closer from the same side.</summary>
    public static decimal Root(decimal number, int degree)
    {
        Invariant.Holds(number >= 1 && degree >= 1, "Roots are of growth factors.");
        var root = 1 + ((number - 1) / degree);

        for (var step = 0; step < MostSteps; step++)
        {
            var next = (((degree - 1) * root) + (number / Of(root, degree - 1))) / degree;

            if (Math.Abs(next - root) <= Enough)
            {
                return next;
            }

            root = next;
        }

        return root;
    }
}
