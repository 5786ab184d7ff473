using Npgsql;
using NpgsqlTypes;
using Shared.Debtors;
using Shared.Debts;

namespace Shared.Imports.Merging;

/// <summary>
/// Sends rows by COPY into tables of the session: COPY refuses tables with row-level security, and what lies in a
/// temporary table no other session can see. The writes fill a buffer and wait for nothing, so they are not awaited.
/// </summary>
internal static class Staging
{
    public const string Tables = """
        create temp table staged_debtors (
            is_new boolean, id uuid, person_key uuid, type text, name text, state text, sealed_identity bytea, content_hash bytea) on commit drop;
        create temp table staged_debts (
            is_new boolean, id uuid, debtor_id uuid, person_key uuid, external_id text, portfolio text, tags text[], product text, contract text,
            origin_creditor text, origin_on date, due_on date, principal_cents bigint, fees_cents bigint, fine_rate numeric,
            monthly_interest_rate numeric, correction_index text, status text, closed_reason text, content_hash bytea) on commit drop
        """;

    /// <summary>Answers how many are new and how many are known and changed.</summary>
    public static async Task<Counts> DebtorsAsync(
        NpgsqlConnection connection, IEnumerable<PersonFile> people, Vault vault, CancellationToken cancellation)
    {
        var counts = default(Counts);
        await using var copy = await connection.BeginBinaryImportAsync("copy staged_debtors from stdin (format binary)", cancellation);

        foreach (var person in people)
        {
            if (person.Written(vault) is not var (facts, hash))
            {
                continue;
            }

            copy.StartRow();
            copy.Write(person.IsNew, NpgsqlDbType.Boolean);
            copy.Write(person.Id, NpgsqlDbType.Uuid);
            copy.Write(person.Person.Value, NpgsqlDbType.Uuid);
            copy.Write(TypeOf(person.Document!), NpgsqlDbType.Text);
            copy.Write(facts.Name, NpgsqlDbType.Text);
            copy.WriteText(facts.State);
            copy.Write(facts.Identity(person.Document!).Seal(vault), NpgsqlDbType.Bytea);
            copy.Write(hash, NpgsqlDbType.Bytea);
            counts = counts.With(person.IsNew);
        }

        await copy.CompleteAsync(cancellation);
        return counts;
    }

    public static async Task<Counts> DebtsAsync(
        NpgsqlConnection connection, IEnumerable<Staged> debts, LateTerms defaults, CancellationToken cancellation)
    {
        var counts = default(Counts);
        await using var copy = await connection.BeginBinaryImportAsync("copy staged_debts from stdin (format binary)", cancellation);

        foreach (var (externalId, title, debtorId) in debts)
        {
            var (upsert, debt) = (title.Written!, title.Written!.Debt);
            copy.StartRow();
            copy.Write(title.StoredId is null, NpgsqlDbType.Boolean);
            copy.Write(title.StoredId ?? Id<Debt>.New().Value, NpgsqlDbType.Uuid);
            copy.Write(debtorId, NpgsqlDbType.Uuid);
            copy.Write(title.Person.Value, NpgsqlDbType.Uuid);
            copy.Write(externalId, NpgsqlDbType.Text);
            copy.WriteText(debt.Portfolio);
            copy.Write(debt.Tags, NpgsqlDbType.Array | NpgsqlDbType.Text);
            copy.Write(debt.Product, NpgsqlDbType.Text);
            copy.Write(debt.Contract, NpgsqlDbType.Text);
            copy.WriteText(debt.OriginCreditor);
            copy.WriteDay(debt.OriginOn);
            copy.Write(debt.DueOn, NpgsqlDbType.Date);
            copy.Write(debt.Principal.Cents, NpgsqlDbType.Bigint);
            copy.Write(debt.Fees.Cents, NpgsqlDbType.Bigint);
            copy.Write(debt.FineRate ?? defaults.FineRate, NpgsqlDbType.Numeric);
            copy.Write(debt.MonthlyInterestRate ?? defaults.InterestRate, NpgsqlDbType.Numeric);
            copy.WriteText(debt.CorrectionIndex);
            copy.Write(title.Status.ToString(), NpgsqlDbType.Text);
            copy.WriteText(title.ClosedReason);
            copy.Write(upsert.Hash, NpgsqlDbType.Bytea);
            counts = counts.With(title.StoredId is null);
        }

        await copy.CompleteAsync(cancellation);
        return counts;
    }

    private static string TypeOf(TaxId document) => document.Kind is TaxIdKind.Cpf ? nameof(DebtorType.Person) : nameof(DebtorType.Company);

    private static void WriteText(this NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(text, NpgsqlDbType.Text);
        }
    }

    private static void WriteDay(this NpgsqlBinaryImporter copy, DateOnly? day)
    {
        if (day is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(day.Value, NpgsqlDbType.Date);
        }
    }
}

internal readonly record struct Staged(string ExternalId, Title Title, Guid DebtorId);

internal readonly record struct Counts(int New, int Changed)
{
    public Counts With(bool isNew) => isNew ? this with { New = New + 1 } : this with { Changed = Changed + 1 };
}
