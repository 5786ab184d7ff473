namespace Shared.Creditors;

/// <summary>Gives a company that has just joined one key to each of its tenants, for everything, from which it makes all others. An act of the operator.</summary>
public sealed class IssueFirstKeys(AppDb db, EventLog events, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    public sealed record Request(Creditor Live, Creditor Test);

    public sealed record Result(IssuedApiKey Live, IssuedApiKey Test);

    public async Task<Result> ExecuteAsync(Request request, Actor actor)
    {
        var result = new Result(await FirstOfAsync(request.Live), await FirstOfAsync(request.Test));
        await db.SaveChangesAsync();
        return result;

        async Task<IssuedApiKey> FirstOfAsync(Creditor creditor)
        {
            var now = clock.GetUtcNow();
            var issued = IssueApiKey.Make(creditor, "Primeira chave", [.. ApiScopes.All.Order()], now + Life, now);
            db.Add(issued.Key);
            await events.RecordAsync(new ApiKeyIssued(creditor.Id, issued.Key.Id), actor);
            return issued;
        }
    }
}
