using Shared.Agreements;
using Shared.Payments;

namespace Portal;

/// <summary>By what else an instalment can be paid, besides the way whose page this is.</summary>
public sealed record WaysToPay(Id<Agreement> Id, int Number, IReadOnlyList<PaymentMethod> Others);

/// <summary>An instalment that somebody wants to pay: what all its pages say of it, whatever it is paid by.</summary>
/// <param name="Due">What is owed on it today, what lateness adds apart.</param>
public sealed record InstalmentToPay(Instalment Instalment, InstalmentDue Due, InstalmentPlace Place, Holder Holder, IReadOnlyList<PaymentMethod> Ways)
{
    /// <summary>Term and value; the first is the amount.</summary>
    public IReadOnlyList<(string Term, string Value)> Facts(Charge? charge, DateOnly today)
    {
        var half = Place.Half is { } nth ? $", {nth}ª parte" : "";
        List<(string, string)> facts =
        [
            ("Valor", $"{charge?.Amount ?? Due.Total}"),
            ("Parcela", $"{Place.Number} de {Place.Count}{half} · {Holder.Name}"),
            ("Vencimento", Instalment.DueOn.Near(today)),
        ];

        if (Due.IsLate)
        {
            facts.Add(("Valor da parcela", $"{Due.Outstanding}"));
            facts.Add(($"Multa e juros de {Due.DaysLate.Count("dia", "dias")} de atraso", $"{Due.LateCharges}"));
        }

        return facts;
    }

    public WaysToPay WaysBut(PaymentMethod method) => new(Instalment.AgreementId, Instalment.Number, [.. Ways.Where(w => w != method)]);
}

/// <summary>Looks up an instalment that somebody wants to pay.</summary>
public sealed class PayDesk(AppDb db, TimeProvider clock)
{
    /// <summary>Null when there is no such instalment.</summary>
    public async Task<InstalmentToPay?> FindAsync(Id<Agreement> id, int number, CancellationToken cancellation)
    {
        var plan = await db.PlanAsync(id, clock.Today, cancellation: cancellation);

        if (plan?.Find(number) is not { } line)
        {
            return null;
        }

        var creditor = line.Instalment.CreditorId;
        var accounts = await db.GatewayAccounts.AsNoTracking().Where(a => a.CreditorId == creditor).ToListAsync(cancellation);
        var ways = Enum.GetValues<PaymentMethod>().Where(way => accounts.Exists(a => a.Takes(way)));
        return new(line.Instalment, line.Due, plan.PlaceOf(line.Instalment), await db.HolderAsync(creditor), [.. ways]);
    }

    public Task<GatewayAccount> AccountOfAsync(Charge charge, CancellationToken cancellation) =>
        db.GatewayAccounts.AsNoTracking().SingleAsync(a => a.Id == charge.GatewayAccountId, cancellation);
}
