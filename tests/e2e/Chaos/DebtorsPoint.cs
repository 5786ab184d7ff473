namespace Tests.E2e.Chaos;

/// <summary>Under a debtor, on the way to settle.</summary>
public sealed class DebtorsPoint(Where where, MarketStage stage, Listener listener) : KillPoint(where.Name)
{
    /// <summary>What the creditor must have heard by the end.</summary>
    public static readonly string[] Types = ["agreement.accepted", "agreement.settled", "instalment.paid"];

    private readonly Person _person = stage.Portfolio.NextPerson();
    private Debtor? _debtor;

    public override Spot Spot => where.For(("$person", Key.ToString()));

    private PersonKey Key => stage.Office.PersonOf(_person.Document);

    private Debtor Debtor => _debtor ??= new Debtor(stage, _person);

    public override Task ApproachAsync() => Debtor.GoUntilAsync(where.Before);

    protected override Task GoOnAsync() => Debtor.SettleAsync();

    /// <summary>One agreement, one payment, the same ledger as if nothing had happened; each event told, if twice then under one id.</summary>
    protected override async Task LookAsync()
    {
        await Books.MustShowOneSettlementAsync(stage, _person);
        var agreement = await stage.Database.ValueAsync<Guid>("select id from agreements where person_key = $1", Key.Value);
        var told = await listener.AboutAsync(agreement.ToString(), Types);
        Assert.Equal(Types, told.DistinctBy(t => t.Id).Select(t => t.Type).Order());
    }

    protected override void Dispose(bool disposing)
    {
        _debtor?.Dispose();
        base.Dispose(disposing);
    }
}
