using System.Text.Json;
using Shared.Agreements;
using Shared.Creditors;

namespace Tests.E2e.Journeys;

/// <summary>What becomes of deals as the months go by.</summary>
[Collection(typeof(CalendarDays))]
public sealed class AgreementLifeTests(CalendarStage stage)
{
    private const string CureNotice = "Um aviso sobre o seu acordo no Acerto";
    private static readonly AgreementRules Rules = new();

    [Fact]
    public async Task Late_and_cured_late_and_broken_and_then_a_new_deal()
    {
        var person = await stage.DebtorAsync("Helena Duarte", new Owed("Empréstimo", 900.00m, 60));
        var agreement = await BeginAsync(person);

        // Late: the home page says until when, the warning comes in time, and paying with the charges cures it.
        await stage.PassAsync(DueOn(agreement, 2));
        await stage.WaitForAsync(agreement.Id, "active", a => IsLate(a));
        await stage.MoveToAsync(WarnedOn(agreement, 2));
        Assert.Contains("sem perder o acordo", await stage.Mailbox.LetterToAsync(person.Email, CureNotice), StringComparison.Ordinal);
        await CureAsync(person, agreement);
        await stage.WaitForAsync(agreement.Id, "active", a => !IsLate(a));
        await Books.MustHoldAllMoneyAsync(stage, person);

        // Broken: warned again, nothing came.
        await stage.MoveToAsync(WarnedOn(agreement, 3));
        await stage.Mailbox.LetterToAsync(person.Email, CureNotice);
        await stage.MoveToAsync(PayBy(await stage.WaitForAsync(agreement.Id, "active", a => IsLate(a))).AddDays(1));
        await stage.WaitForAsync(agreement.Id, "broken");
        var before = await Books.MustHoldAllMoneyAsync(stage, person);
        Assert.Equal(["Open"], await Books.DebtsOfAsync(stage, person));

        // After the rest, the broken one gives way to a new one.
        await stage.MoveToAsync(stage.Today.AddDays(Rules.ReofferDays + 1));
        var next = await RenegotiateAsync(person, agreement, "Este acordo foi desfeito", "Ver novas propostas", before);
        await stage.WaitForAsync(next, "settled", a => a.GetProperty("life").GetProperty("renegotiatedFrom").GetString() == agreement.Id);
        await Books.MustHoldAllMoneyAsync(stage, person);
        Assert.Equal(["Settled"], await Books.DebtsOfAsync(stage, person));
    }

    [Fact]
    public async Task A_late_deal_gives_way_to_another_in_one_act()
    {
        var person = await stage.DebtorAsync("Iara Campos", new Owed("Cartão da loja", 480.00m, 45));
        var agreement = await BeginAsync(person);
        var before = await Books.MustHoldAllMoneyAsync(stage, person);
        await stage.PassAsync(DueOn(agreement, 2));
        await stage.WaitForAsync(agreement.Id, "active", a => IsLate(a));

        var next = await RenegotiateAsync(person, agreement, $"A parcela de {DueOn(agreement, 2).InWords} ainda não chegou", "Trocar por outro acordo", before);

        await stage.WaitForAsync(agreement.Id, "renegotiated");
        await stage.WaitForAsync(next, "settled");
        await Books.MustHoldAllMoneyAsync(stage, person);
        Assert.Equal(["Settled"], await Books.DebtsOfAsync(stage, person));
    }

    [Fact]
    public async Task What_is_left_is_paid_ahead_with_less_interest()
    {
        var person = await stage.DebtorAsync("Caio Torres", new Owed("Crediário", 750.00m, 75));
        await using var visit = await Visit.StartAsync(stage, stage.Portal);
        var walk = new Walk(visit, person);
        var agreement = await BeginAsync(walk, visit);
        await walk.OpenTheAgreementAsync();

        await visit.FollowAsync("Adiantar parcelas ou pagar várias de uma vez");
        await visit.SeeAsync("Adiantar parcelas");
        await walk.LookAsync();
        await visit.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Parcela 2" }).CheckAsync();
        await visit.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Parcela 3" }).CheckAsync();
        await visit.PressAsync("Ver quanto fica");
        await visit.ReadAsync("Juros que você deixa de pagar");
        await walk.LookAsync();
        await visit.PressAsync("Pagar com Pix");
        await visit.SeeAsync("Pague com Pix");
        await walk.LookAsync();
        await visit.PressAsync("Simular pagamento");
        await visit.SeeAsync("Acordo quitado");
        await walk.LookAsync();

        var settled = await stage.WaitForAsync(agreement.Id, "settled");
        var paid = await Books.MustHoldAllMoneyAsync(stage, person);
        var rebate = settled.GetProperty("instalments").EnumerateArray().Select(i => Money.Parse(i.GetProperty("rebate").GetString()!)).Total();
        Assert.True(rebate > Money.Zero, "Some interest was not earned.");
        Assert.Equal(Money.Parse(settled.GetProperty("total").GetString()!), paid + rebate);
        Assert.Equal(["Settled"], await Books.DebtsOfAsync(stage, person));
        MustBeFaultless(walk.Faults);
    }

    private async Task<Deal> BeginAsync(Person person)
    {
        await using var visit = await Visit.StartAsync(stage, stage.Portal);
        return await BeginAsync(new Walk(visit, person), visit);
    }

    /// <summary>Three instalments with interest, the first of them paid.</summary>
    private async Task<Deal> BeginAsync(Walk walk, Visit visit)
    {
        await walk.SignInAsync();
        await visit.FollowAsync("Ver propostas");
        await walk.AcceptAsync("3 vezes");
        await walk.OpenThePixPageAsync();
        await walk.PayAsync();
        MustBeFaultless(walk.Faults);
        return new Deal(walk.AgreementPath, walk.AgreementId, await stage.WaitForAsync(walk.AgreementId, "active"));
    }

    private async Task CureAsync(Person person, Deal deal)
    {
        await using var visit = await Visit.StartAsync(stage, stage.Portal);
        var walk = await BackAtAsync(visit, person, deal);
        await visit.SeeAsync($"A parcela de {DueOn(deal, 2).InWords} ainda não chegou");
        await visit.FollowAsync("Ver o que dá para fazer");
        await visit.ReadAsync("Multa");
        await walk.LookAsync();
        await walk.OpenThePixPageAsync();
        await walk.PayAsync();
        await visit.ReadAsync("Multa e juros pelo atraso");
        MustBeFaultless(walk.Faults);
    }

    /// <summary>From the page of the old deal to a paid new one; the answer is its id.</summary>
    private async Task<string> RenegotiateAsync(Person person, Deal deal, string state, string way, Money paid)
    {
        await using var visit = await Visit.StartAsync(stage, stage.Portal);
        var walk = await BackAtAsync(visit, person, deal);
        await visit.SeeAsync(state);
        await visit.FollowAsync(way);
        await visit.SeeAsync("Trocar por outro acordo");
        await visit.ReadAsync($"Você já pagou {paid}");
        await walk.LookAsync();
        await walk.AcceptAsync("1 vez");
        await walk.OpenThePixPageAsync();
        await walk.PayAsync();
        MustBeFaultless(walk.Faults);
        return walk.AgreementId;
    }

    private static async Task<Walk> BackAtAsync(Visit visit, Person person, Deal deal)
    {
        var walk = new Walk(visit, person);
        await walk.ComeBackAsync();
        await walk.LookAsync();
        await visit.GoAsync(deal.Path);
        await walk.LookAsync();
        return walk;
    }

    private static DateOnly DueOn(Deal deal, int number) =>
        DateOnly.Parse(deal.Accepted.GetProperty("instalments").EnumerateArray().ElementAt(number - 1).GetProperty("dueDate").GetString()!, null);

    // So many whole days before the grace ends, on a business day.
    private DateOnly WarnedOn(Deal deal, int number)
    {
        var day = AgreementDays.LastDayOfGrace(DueOn(deal, number), Rules).AddDays(-Rules.CureNoticeDays);

        while (!BusinessCalendar.Bank.IsBusinessDay(day))
        {
            day = day.AddDays(-1);
        }

        return day > stage.Today ? day : stage.Today;
    }

    private static bool IsLate(JsonElement agreement) => agreement.GetProperty("life").GetProperty("lateSince").ValueKind is not JsonValueKind.Null;

    private static DateOnly PayBy(JsonElement agreement) => DateOnly.Parse(agreement.GetProperty("life").GetProperty("payBy").GetString()!, null);

    private static void MustBeFaultless(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));

    private sealed record Deal(string Path, string Id, JsonElement Accepted);
}
