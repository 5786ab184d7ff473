using Shared.Payments;

namespace Tests.Payments.Histories;

/// <summary>What happens to one instalment on one day: what is asked of the gateway, and what happens there.</summary>
internal enum Move
{
    Nothing, PayExactly, PayPart, PayMore, PayTwice, PayLate, LeaveUnpaid, Remove,
    GiveBackAll, GiveBackPart, GiveBackInVain, TakeAll, TakePart, TakeAndReturn, ReturnTaken,
}

/// <param name="Share">Of an amount, where only a part is meant.</param>
/// <param name="LosesAnswer">The gateway does what it is asked, and we are not told.</param>
internal sealed record Step(int Instalment, Move Move, decimal Share, PaymentMethod Method, bool LosesAnswer);

/// <summary>
/// What an agreement of one to three instalments lives through, made by a seed alone. On one day one thing happens to an instalment: what can
/// be told apart only by its order (a second payment, and the refund of the first) happens on different days.
/// </summary>
internal sealed record History(int Seed, int Instalments, IReadOnlyList<IReadOnlyList<Step>> Days)
{
    /// <summary>Days after the first one: within the terms, on their edge, late.</summary>
    public static readonly IReadOnlyList<int> Calendar = [0, 1, 2, 10, 33, 40];

    private static readonly Move[] WithoutMoney =
        [Move.PayExactly, Move.PayExactly, Move.PayExactly, Move.PayPart, Move.PayMore, Move.PayTwice, Move.LeaveUnpaid, Move.Remove, Move.Nothing];

    private static readonly Move[] WithMoney =
    [
        Move.GiveBackAll, Move.GiveBackPart, Move.GiveBackInVain, Move.TakeAll, Move.TakePart, Move.TakeAndReturn, Move.ReturnTaken, Move.PayExactly,
        Move.PayExactly, Move.Nothing,
    ];

    public decimal Commission => Seed % 3 == 0 ? 0.1m : Seed % 3 == 1 ? 0.0333m : 0;

    public bool CreditorBearsFees => Seed % 2 == 0;

    public static History Of(int seed, IReadOnlyList<PaymentMethod> methods)
    {
        var dice = new Random(seed);
        var instalments = 1 + (seed % 3);
        var (hasMoney, wasLeft) = (new bool[instalments + 1], new bool[instalments + 1]);
        List<IReadOnlyList<Step>> days = [];

        foreach (var _ in Calendar)
        {
            List<Step> steps = [];

            for (var number = 1; number <= instalments; number++)
            {
                var choice = hasMoney[number] ? WithMoney : WithoutMoney;
                var move = wasLeft[number] && dice.Next(2) == 0 ? Move.PayLate : choice[dice.Next(choice.Length)];
                hasMoney[number] |= move is Move.PayExactly or Move.PayPart or Move.PayMore or Move.PayTwice or Move.PayLate;
                wasLeft[number] = move is Move.LeaveUnpaid;
                steps.Add(new(number, move, dice.Next(5, 95) / 100m, methods[dice.Next(methods.Count)], dice.Next(6) == 0));
            }

            days.Add(steps);
        }

        return new(seed, instalments, days);
    }
}
