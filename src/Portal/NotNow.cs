using Shared.Payments;

namespace Portal;

/// <summary>Why an instalment cannot be paid in this way at this moment, on any page that pays one.</summary>
/// <param name="Problem">Null while the gateway has not answered yet.</param>
/// <param name="Watch">Where the page asks whether its state is still the same, and what that state is.</param>
/// <param name="AgainUrl">This page.</param>
public sealed record NotNow(Refusal? Problem, (string Url, string State) Watch, string AgainUrl)
{
    public bool IsConfirming => Problem == OpenCharge.Confirming;

    public bool IsRefused => Problem is not null && !IsConfirming;
}
