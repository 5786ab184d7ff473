using System.Globalization;
using System.Text;
using System.Text.Json;
using Tests.Testing;

namespace Tests.E2e.Staging;

/// <summary>What somebody owes, in reais, since so many days.</summary>
public sealed record Owed(string Product, decimal Principal, int DaysLate);

/// <summary>One stage for all whose deals take months.</summary>
[CollectionDefinition]
public sealed class CalendarDays : ICollectionFixture<CalendarStage>;

/// <summary>
/// One creditor, and days that pass: between two acts the processes end and start again on a later day, at half past ten of
/// a business day. Days never go back, so each test brings its own people and counts from today.
/// </summary>
public sealed class CalendarStage : Stage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private int _people;

    public CalendarStage() : base("e2e-days") => Ahead = AheadOf(BusinessCalendar.Bank.AddBusinessDays(TimeProvider.System.Today, 1));

    public DateOnly Today => Now.BrazilDay;

    public Shop Shop { get; private set; } = null!;

    /// <summary>
    /// The first business day after this one, or after the next business day, where this is none: what fell due on it is late. Whatever had to be done by
    /// six in the morning is done, or under way.
    /// </summary>
    public Task PassAsync(DateOnly day) => MoveToAsync(BusinessCalendar.Bank.AddBusinessDays(BusinessCalendar.Bank.RollForward(day), 1));

    /// <summary>On with the clock, to this day or the next business day.</summary>
    public async Task MoveToAsync(DateOnly day)
    {
        var to = BusinessCalendar.Bank.RollForward(day);
        Invariant.Holds(to >= Today, "Days do not go back.");

        if (to > Today)
        {
            Ahead = AheadOf(to);
            await RestartAsync();
        }
    }

    /// <summary>Somebody new, who owes this to the shop.</summary>
    public async Task<Person> DebtorAsync(string name, params IReadOnlyList<Owed> debts)
    {
        var person = new Person(name, Cpfs.New().ToFormatted(), $"pessoa-{++_people}@exemplo.example");
        var csv = new StringBuilder("externalId;document;name;email;product;contract;originDate;dueDate;principal;finePercent;monthlyInterestPercent\n");

        foreach (var (owed, index) in debts.Select((d, i) => (d, i)))
        {
            var due = Today.AddDays(-owed.DaysLate);
            csv.AppendLine(CultureInfo.InvariantCulture,
                $"T{_people}-{index};{person.Document};{name};{person.Email};{owed.Product};C{_people}-{index};{due.AddDays(-60):yyyy-MM-dd};{due:yyyy-MM-dd};{owed.Principal:0.00};2,00;1,00");
        }

        var import = await Shop.ImportAsync(Encoding.UTF8.GetBytes(csv.ToString()));
        Assert.Equal(debts.Count, import.Count("created"));
        return person;
    }

    /// <summary>Waits until the creditor is told so much of an agreement: its state after what the round of the morning set going.</summary>
    public async Task<JsonElement> WaitForAsync(string agreementId, string state, Func<JsonElement, bool>? such = null)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (true)
        {
            var agreement = await Shop.Api.GetAsync($"/v1/agreements/{agreementId}");

            if (agreement.GetProperty("status").GetString() == state && such?.Invoke(agreement) is not false)
            {
                return agreement;
            }

            Invariant.Holds(TimeProvider.System.GetElapsedTime(since) < Patience, $"The agreement does not become {state}: {agreement}\n{LastWords()}");
            await Task.Delay(200);
        }
    }

    protected override async Task LoadAsync()
    {
        Shop = await Office.RegisterAsync("Loja Azul", "loja-azul", "11222333000181", Admin.Address);
        await Shop.PublishPolicyAsync(new
        {
            Rules = new[]
            {
                new
                {
                    Id = "todos",
                    Terms = new object[]
                    {
                        new { Id = "a-vista", Form = "singlePayment", Discount = new { Interest = "50.00", Fine = "50.00" }, MaxFirstPaymentDays = 20 },
                        new { Id = "tres", Form = "instalments", Instalments = new { Min = 3, Max = 3 }, MonthlyRate = "1.00" },
                        new { Id = "entrada", Form = "instalments", Instalments = new { Min = 4, Max = 4 }, DownPayment = "10.00" },
                    },
                },
            },
            CounterProposal = new { Discount = new { Principal = "20.00", Interest = "100.00", Fine = "100.00" }, MaxInstalments = 12 },
        });
    }

    private static TimeSpan AheadOf(DateOnly day) => BrazilTime.At(day, new TimeOnly(10, 30)) - TimeProvider.System.GetUtcNow();
}
