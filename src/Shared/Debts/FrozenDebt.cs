namespace Shared.Debts;

/// <summary>Why a debt changes no more, by file or by API. An open one does.</summary>
public static class FrozenDebt
{
    public static readonly Refusal IsUnderAgreement =
        new("debt-under-agreement", "O título está em um acordo: seus valores não mudam enquanto ele valer.");

    public static readonly Refusal IsSettled = new("debt-settled", "O título já foi quitado.");
    public static readonly Refusal IsClosed = new("debt-closed", "O título está encerrado e não reabre.");

    /// <summary>Null for one that may change.</summary>
    public static Refusal? WhyNot(DebtStatus status) => status switch
    {
        DebtStatus.Open => null,
        DebtStatus.UnderAgreement => IsUnderAgreement,
        DebtStatus.Settled => IsSettled,
        _ => IsClosed,
    };
}
