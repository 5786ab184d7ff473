namespace Shared.Payments;

/// <summary>
/// How a charge stands at its gateway. There is no "not found" here: that is a refusal. <c>Processing</c>: paid, and not yet
/// good (a boleto between bank and clearing). <c>Failed</c>: an attempt by card or transfer that did not come through.
/// </summary>
public enum RemoteStatus { Waiting, Processing, Paid, Expired, Failed, Cancelled }

/// <summary>A charge as its gateway tells it, with all money received for it.</summary>
/// <param name="Reference">What the gateway calls it, where that is not our txid.</param>
public sealed record RemoteCharge(
    RemoteStatus Status, string? Reference = null, PayInstructions? Instructions = null, IReadOnlyList<RemotePayment>? Received = null, string? FailureCode = null)
{
    public IReadOnlyList<RemotePayment> Payments => Received ?? [];

    /// <summary>Somebody has paid it, whether the money is good yet or not.</summary>
    public bool HasMoney => Payments is [_, ..] || Status is RemoteStatus.Processing or RemoteStatus.Paid;
}

/// <summary>What the debtor needs to pay: the text of a Pix, the line of a boleto, or the address of a hosted page.</summary>
/// <param name="BoletoLine">47 digits, punctuation taken out.</param>
/// <param name="BoletoFacts">Null where the gateway draws the slip itself.</param>
public sealed record PayInstructions(
    string? PixCode = null, string? BoletoLine = null, Uri? BoletoPdf = null, Uri? CheckoutUrl = null, BoletoFacts? BoletoFacts = null);

/// <summary>What a boleto says on paper beside its line, as its bank prints it: "nosso número", the kind of collection, branch and account.</summary>
public sealed record BoletoFacts(string BankNumber, string Portfolio, string BeneficiaryAccount);

/// <summary>Money a gateway has received.</summary>
/// <param name="ExternalId">Its identity: the E2E id of a Pix, the id of a charge at Stripe.</param>
/// <param name="Txid">The charge it names, as we name charges; null when the payer's bank lost it.</param>
/// <param name="Fee">What the gateway keeps of it; null while unknown.</param>
/// <param name="Parts">How the gateway itself divides it, where fine and interest are its business (cobv).</param>
public sealed record RemotePayment(
    string ExternalId, string? Txid, Money Amount, DateTimeOffset PaidAt, Money? Fee = null, RemoteParts? Parts = null, IReadOnlyList<RemoteRefund>? GivenBack = null,
    string? PayerDocument = null)
{
    public IReadOnlyList<RemoteRefund> Refunds => GivenBack ?? [];
}

public sealed record RemoteParts(Money Original, Money Fine, Money Interest, Money Discount, Money Abatement);

public enum RemoteRefundStatus { Pending, Succeeded, Failed, Cancelled }

/// <summary>Money on its way back.</summary>
/// <param name="OurId">The id we gave it; null for what we never asked for.</param>
/// <param name="IsTaken">Taken by the gateway itself: a chargeback, a MED of the Pix.</param>
/// <param name="Fee">What the gateway charges for it on top; null for nothing, or while unknown.</param>
public sealed record RemoteRefund(
    string ExternalId, string? OurId, Money Amount, RemoteRefundStatus Status, bool IsTaken, DateTimeOffset At, string? Reason = null, Money? Fee = null);

/// <summary>One page of what came in. <paramref name="Cursor"/> is null on the last.</summary>
public sealed record RemotePage(IReadOnlyList<RemotePayment> Payments, string? Cursor);

/// <summary>What is to be given back.</summary>
/// <param name="Id">Ours, at most 35 letters and digits: the same for the same refund, however often it is asked for.</param>
public sealed record RefundOrder(string Id, Charge Charge, string ExternalPaymentId, Money Amount, string? Reason = null);
