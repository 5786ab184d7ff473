namespace Tests.E2e.Chaos;

/// <summary>What somebody is about when the process dies.</summary>
public enum Errand { Settle, DraftPolicy, Upload, ImportSlices, ImportOnce }

/// <summary>
/// A place to die at, before anybody is there. <paramref name="Which"/> tells the rows, in SQL over NEW, where $person,
/// $creditor and $key stand for whoever comes; <paramref name="Before"/> is how far a debtor has got by then.
/// </summary>
public sealed record Where(string Name, string Table, string Act, Moment Moment, string Which, Errand Errand = Errand.Settle, Step Before = Step.AskForCode)
{
    private const string Person = "new.person_key = '$person'";
    private const string Charge = "exists (select from charges c where c.id = new.txid::uuid and c.person_key = '$person')";
    private const string Event = "exists (select from events e where e.id = new.event_id and e.person_key = '$person')";

    private const string Notice =
        "exists (select from sandbox_payments s join charges c on c.id = s.txid::uuid where s.end_to_end_id = new.event_key and c.person_key = '$person')";

    private const string Posting =
        "exists (select from ledger_entries e join payments p on e.source = 'payment:' || p.id where e.id = new.entry_id and p.person_key = '$person')";

    public static IReadOnlyList<Where> InPortal { get; } =
    [
        new("portal: a code is asked for", "one_time_codes", "insert", Moment.BeforeTheWrite, Person),
        new("portal: a code is proved, unheard", "one_time_codes", "update", Moment.InTheCommit, "new.consumed_at is not null and " + Person, Before: Step.ProveCode),
        new("portal: offers are shown", "offer_quotes", "insert", Moment.BeforeTheWrite, Person, Before: Step.LookAtOffers),
        new("portal: an offer is accepted", "agreements", "insert", Moment.BeforeTheWrite, Person, Before: Step.Accept),
        new("portal: an offer is accepted, unheard", "agreements", "insert", Moment.InTheCommit, Person, Before: Step.Accept),
        new("portal: a charge is written down", "charges", "insert", Moment.BeforeTheWrite, Person, Before: Step.OpenPix),
        new("portal: a charge is written down, the bank not asked", "charges", "insert", Moment.InTheCommit, Person, Before: Step.OpenPix),
        new("portal: the bank is asked", "sandbox_charges", "insert", Moment.BeforeTheWrite, Charge, Before: Step.OpenPix),
        new("portal: the bank has it, we do not know", "sandbox_charges", "insert", Moment.InTheCommit, Charge, Before: Step.OpenPix),
        new("portal: the bank's answer is written down", "charges", "update", Moment.BeforeTheWrite, Person, Before: Step.OpenPix),
        new("portal: the bank's answer is written down, unheard", "charges", "update", Moment.InTheCommit, Person, Before: Step.OpenPix),
        new("portal: money is sent", "sandbox_payments", "insert", Moment.BeforeTheWrite, Charge, Before: Step.Pay),
        new("portal: money is sent, unheard", "sandbox_payments", "insert", Moment.InTheCommit, Charge, Before: Step.Pay),
    ];

    public static IReadOnlyList<Where> InAdmin { get; } =
    [
        new("admin: a notice is kept", "gateway_notices", "insert", Moment.BeforeTheWrite, Notice, Before: Step.Pay),
        new("admin: a notice is kept, unheard", "gateway_notices", "insert", Moment.InTheCommit, Notice, Before: Step.Pay),
        new("admin: a policy is drafted", "offer_policies", "insert", Moment.BeforeTheWrite, "new.name = '$key'", Errand.DraftPolicy),
        new("admin: a policy is drafted, unheard", "offer_policies", "insert", Moment.InTheCommit, "new.name = '$key'", Errand.DraftPolicy),
        new("admin: a file is taken in", "imports", "insert", Moment.BeforeTheWrite, "new.key = '$key'", Errand.Upload),
        new("admin: a file is taken in, unheard", "imports", "insert", Moment.InTheCommit, "new.key = '$key'", Errand.Upload),
    ];

    // The worker's ordinary lane has four runners, so at most three stand there, and money comes last: it is looked for more than once.
    public static IReadOnlyList<Where> InWorker { get; } =
    [
        new("worker: the second slice of a file is merged", "debts", "insert", Moment.BeforeTheWrite, "new.creditor_id = '$creditor' and new.external_id = 'LA-0011111'", Errand.ImportSlices),
        new("worker: a webhook is delivered, not noted", "webhook_deliveries", "update", Moment.BeforeTheWrite, Event, Before: Step.Pay),
        new("worker: a code is made", "one_time_codes", "update", Moment.BeforeTheWrite, "new.code_hash is not null and old.code_hash is null and " + Person),
        new("worker: a letter is sent, unheard", "messages", "update", Moment.InTheCommit, "new.status = 'Sent' and " + Person),
        new("worker: a payment is booked", "payments", "insert", Moment.BeforeTheWrite, Person, Before: Step.Pay),
    ];

    public static IReadOnlyList<Where> InWorkerAgain { get; } =
    [
        new("worker: a slice of a file is merged, unheard", "import_slices", "insert", Moment.InTheCommit, "new.creditor_id = '$creditor'", Errand.ImportOnce),
        new("worker: a webhook is made, unheard", "webhook_deliveries", "insert", Moment.InTheCommit, "new.type = 'agreement.accepted' and " + Event, Before: Step.Accept),
        new("worker: a notice is sent, not noted", "sandbox_notices", "update", Moment.BeforeTheWrite, Charge, Before: Step.Pay),
        new("worker: the ledger is written, unheard", "ledger_lines", "insert", Moment.InTheCommit, Posting, Before: Step.Pay),
    ];

    public static TheoryData<string> Names => [.. InPortal.Concat(InAdmin).Concat(InWorker).Concat(InWorkerAgain).Select(w => w.Name)];

    public Spot For(params IReadOnlyList<(string Name, string Value)> who) =>
        new(Table, Act, Moment, who.Aggregate(Which, (sql, w) => sql.Replace(w.Name, w.Value, StringComparison.Ordinal)));
}
