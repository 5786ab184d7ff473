using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;

namespace Bench.Pages;

/// <summary>One query and its rows as they are: no session, no row-level security, no balance.</summary>
public sealed class AccountsModel(NpgsqlDataSource source) : PageModel
{
    private const string Sql = """
        select d.id, c.name, d.product, d.contract, d.due_on, d.principal_cents
        from debts d join creditors c on c.id = d.creditor_id
        where d.person_key = $1 and d.status = 'Open' order by d.due_on limit 200
        """;

    public sealed record Account(Guid Id, string Creditor, string Product, string Contract, DateOnly DueOn, decimal Amount);

    [FromQuery(Name = "pessoa")]
    public Guid Person { get; set; }

    /// <summary>Whether each connection parses and plans the query once, as ours does.</summary>
    [FromQuery(Name = "preparada")]
    public bool IsPrepared { get; set; }

    public List<Account> Accounts { get; } = [];

    public async Task OnGetAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = Person } } };

        if (IsPrepared)
        {
            await command.PrepareAsync();
        }

        await using var reader = await command.ExecuteReaderAsync();

        while (await reader.ReadAsync())
        {
            Accounts.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateOnly>(4), reader.GetInt64(5) / 100m));
        }
    }
}
