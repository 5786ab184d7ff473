using System.Text;
using Shared.Debts;
using Shared.Imports.Reading;

namespace Tests.Imports;

public sealed class RowReaderTests
{
    private static readonly ReadingRules Rules = new(LegalLimits.Ordinary, new DebtDefaults(new LateTerms(0.02m, 0.01m)), new DateOnly(2026, 3, 2));

    [Theory]
    [InlineData("1234.56", 123_456)]
    [InlineData("1234,56", 123_456)]
    [InlineData("1.234,56", 123_456)]
    [InlineData("1.234.567,8", 123_456_780)]
    [InlineData("R$ 1.234,56", 123_456)]
    [InlineData(" 10 ", 1_000)]
    [InlineData("0,01", 1)]
    public void Reads_an_amount_as_it_is_written_in_Brazil_or_by_a_machine(string text, long cents)
    {
        Assert.Equal(cents, Read(principal: text).Upsert?.Debt.Principal.Cents);
    }

    [Theory]
    [InlineData("1.234")]
    [InlineData("1,234.56")]
    [InlineData("1.23,45")]
    [InlineData("12.34.567,00")]
    [InlineData("10,005")]
    [InlineData("-10,00")]
    [InlineData("0")]
    [InlineData("dez")]
    [InlineData("1e5")]
    [InlineData(",50")]
    [InlineData("10,")]
    [InlineData("99999999999999999999999")]
    [InlineData("-99999999999999999999")]
    public void Refuses_an_amount_that_is_none_or_could_be_read_two_ways(string text)
    {
        Assert.Equal("principal-invalid", Read(principal: text).Fault?.Code);
    }

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("29/02/2024")]
    public void Reads_a_date_either_way(string text)
    {
        Assert.Equal(new DateOnly(2024, 2, 29), Read(dueDate: text).Upsert?.Debt.DueOn);
    }

    [Theory]
    [InlineData("29/02/2025")]
    [InlineData("02/29/2024")]
    [InlineData("2024-2-9")]
    [InlineData("20240229")]
    [InlineData("45351")]
    [InlineData("01/01/1850")]
    [InlineData("2190-01-01")]
    public void Refuses_a_date_that_is_none(string text)
    {
        Assert.Equal("due-date-invalid", Read(dueDate: text).Fault?.Code);
    }

    [Theory]
    [InlineData("529.982.247-25", "52998224725")]
    [InlineData("52998224725", "52998224725")]
    [InlineData("1234567-97", null)]
    [InlineData("191", "00000000191")]
    [InlineData("12.ABC.345/01DE-35", "12ABC34501DE35")]
    [InlineData("11.222.333/0001-81", "11222333000181")]
    [InlineData("529.982.247-26", null)]
    [InlineData("111.111.111-11", null)]
    public void Reads_a_document_and_gives_back_the_zeros_a_spreadsheet_ate(string text, string? canonical)
    {
        var row = Read(document: text);

        Assert.Equal(canonical, row.Upsert?.Document.Canonical);
        Assert.Equal(canonical is null ? "document-invalid" : null, row.Fault?.Code);
    }

    [Theory]
    [InlineData("(11) 98765-4321")]
    [InlineData("11987654321")]
    [InlineData("+55 11 98765-4321")]
    [InlineData("011 98765 4321")]
    [InlineData("0055 11 987654321")]
    public void Reads_a_telephone_in_any_form(string text)
    {
        Assert.Equal("+5511987654321", Read(phone: text).Upsert?.Debtor.Phone);
    }

    [Fact]
    public void A_contact_nobody_could_reach_is_left_out_and_said()
    {
        var row = Read(phone: "123", email: "maria@", postalCode: "99");

        Assert.NotNull(row.Upsert);
        Assert.Null(row.Upsert.Debtor.Phone);
        Assert.Equal("email-ignored", row.Note?.Code);
        Assert.Contains("telefone", row.Note?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01310-100")]
    [InlineData("1310100")]
    public void Gives_a_postal_code_its_zero_back(string text)
    {
        Assert.Equal("01310100", Read(postalCode: text).Upsert?.Debtor.PostalCode);
    }

    [Theory]
    [InlineData("2,00", "1,00", null)]
    [InlineData("2%", "", null)]
    [InlineData("2.01", "1", "fine-above-legal-limit")]
    [InlineData("10", "1", "fine-above-legal-limit")]
    [InlineData("2", "1,5", "interest-above-legal-limit")]
    [InlineData("-1", "1", "rate-negative")]
    [InlineData("dois", "1", "fine-percent-invalid")]
    public void Takes_no_rate_above_the_law(string fine, string interest, string? code)
    {
        var row = Read(fine: fine, interest: interest);

        Assert.Equal(code, row.Fault?.Code);
        Assert.True(code is not "fine-above-legal-limit" || row.Fault!.Message.Contains("CDC", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bank_is_not_bound_by_the_usury_law()
    {
        var bank = new RowReader(Rules with { Limits = LegalLimits.FinancialInstitution });

        Assert.Null(Read(bank, interest: "9,90").Fault);
    }

    [Fact]
    public void Tells_every_reason_at_once_and_never_repeats_the_cell()
    {
        var row = Read(document: "529.982.247-26", dueDate: "ontem", name: "");

        Assert.Equal("document-invalid", row.Fault?.Code);
        Assert.Contains("vencimento", row.Fault?.Message, StringComparison.Ordinal);
        Assert.Contains("\"name\"", row.Fault?.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("529", row.Fault?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close:pago na loja", "pago na loja", null)]
    [InlineData("CLOSE:sold", "sold", null)]
    [InlineData("close:", "", "action-invalid")]
    [InlineData("apagar", null, "action-invalid")]
    [InlineData("upsert", null, null)]
    public void Reads_what_to_do_with_the_title(string action, string? reason, string? code)
    {
        var row = Read(action: action);

        Assert.Equal((reason, code), (row.CloseReason, row.Fault?.Code));
    }

    [Fact]
    public void The_same_row_written_two_ways_is_the_same_row()
    {
        var one = Read(principal: "1234.50", dueDate: "2024-02-29", phone: "11987654321", name: "Maria  da Silva ");
        var other = Read(principal: "1.234,50", dueDate: "29/02/2024", phone: "(11) 98765-4321", name: "Maria da Silva");

        Assert.Equal(one.Upsert?.Debtor, other.Upsert?.Debtor);
        Assert.Equal(one.Upsert!.Debt with { Tags = [] }, other.Upsert!.Debt with { Tags = [] });
    }

    [Theory]
    [InlineData("externalId;documento;name", "column-unknown", "documento")]
    [InlineData("externalId;externalId;name", "column-repeated", "externalId")]
    [InlineData("externalId;document;name", "column-missing", "dueDate")]
    public void A_header_is_refused_by_name(string header, string code, string named)
    {
        var outcome = CsvHeader.Read(new CsvRecords(new MemoryStream(Encoding.UTF8.GetBytes(header))));

        Assert.False(outcome.Succeeded(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
        Assert.Contains($"\"{named}\"", refusal.Message, StringComparison.Ordinal);
    }

    private static ImportRow Read(
        RowReader? reader = null, string document = "52998224725", string name = "Maria da Silva", string email = "", string phone = "", string postalCode = "",
        string dueDate = "2025-10-10", string principal = "100.00", string fine = "", string interest = "", string action = "")
    {
        string[] cells = ["A-1", document, name, email, phone, postalCode, "Cartão", "C-1", dueDate, principal, fine, interest, action];
        var file = "externalId;document;name;email;phone;postalCode;product;contract;dueDate;principal;finePercent;monthlyInterestPercent;action\n"
            + string.Join(';', cells.Select(cell => $"\"{cell}\""));
        var records = new CsvRecords(new MemoryStream(Encoding.UTF8.GetBytes(file)));
        CsvHeader.Read(records).Succeeded(out var header, out _);
        records.Follow(header!);
        records.Read();
        return (reader ?? new RowReader(Rules)).Read(records);
    }
}
