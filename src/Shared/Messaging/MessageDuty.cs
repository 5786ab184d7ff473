namespace Shared.Messaging;

/// <summary>
/// How far a creditor's contact policy binds a message (product R3). Hours and closed days protect the debtor's rest; caps protect
/// from being pressed. What the law or the debtor's own act demands is never capped: not the warning before an agreement ends, not a
/// receipt or a confirmation, and least of all the code somebody waits for.
/// </summary>
public enum MessageDuty
{
    /// <summary>The person asked for it this minute, or is one of a creditor's staff and no debtor: it waits for no hour.</summary>
    Asked,

    /// <summary>The debtor must learn of it: at decent hours, on open days, however many letters went before.</summary>
    Owed,

    /// <summary>A letter of collection, on the creditor's own account: hours, closed days, caps and the interval.</summary>
    Collection,
}

public static class MessageDuties
{
    extension(MessageKind kind)
    {
        public MessageDuty Duty => kind switch
        {
            MessageKind.OneTimeCode => MessageDuty.Asked,
            MessageKind.StaffInvitation or MessageKind.StaffSecondProof or MessageKind.StaffPasswordChanged or MessageKind.StaffCodesRenewed
                or MessageKind.StaffAuthenticatorReplaced => MessageDuty.Asked,

            // No agreement is broken without it (product decision 2): a cap would hold up what protects the debtor.
            MessageKind.CureNotice => MessageDuty.Owed,

            // Confirm the debtor's own yes, and until when it can be taken back (CDC 49); that late money was counted after all.
            MessageKind.AgreementAccepted or MessageKind.AgreementReinstated => MessageDuty.Owed,

            // The warning came before. This one says what is owed again and when new offers come: the first of the letters that ask.
            MessageKind.AgreementUndone => MessageDuty.Collection,
            _ => throw new InvalidOperationException($"Say how far hours and caps bind a {kind}."),
        };

        /// <summary>Whether the next letter of collection keeps its distance from it: all that was not the debtor's own doing.</summary>
        internal bool Counts => kind is MessageKind.CureNotice or MessageKind.AgreementUndone;
    }
}
