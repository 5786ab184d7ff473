using System.Text.Json.Nodes;
using Admin.Api.Agreements;
using Admin.Api.Cases;
using Admin.Api.Creditors;
using Admin.Api.Debts;
using Admin.Api.Offers;
using Admin.Api.Payments;
using Admin.Api.Reports;
using Admin.Api.Simulations;
using Admin.Api.TestMode;
using Admin.Api.Users;
using Admin.Api.WebhookEndpoints;

namespace Admin.Api.OpenApi;

/// <summary>One lifelike body for each thing that can be sent, and for what a report answers.</summary>
internal static class Examples
{
    private const string Aging = """
        { "debts": 310, "debtors": 274, "principal": "402310.55", "debtsInAgreement": 41, "principalInAgreement": "50120.00", "credited": "1200.00" }
        """;

    private const string Recovery = """
        { "received": "15200.00", "givenBack": "350.00", "net": "14850.00", "fees": "61.20", "feesBorne": "61.20", "commission": "1485.00",
          "paidElsewhere": "900.00" }
        """;

    private const string Outcomes = """
        {
          "accepted": 40, "activated": 33, "settled": 21, "broken": 7, "cancelled": 5, "renegotiated": 2, "breakPercent": "25.00", "promisesDue": 96,
          "promisesKept": 75, "keptPercent": "78.13"
        }
        """;

    private const string Discounts = """
        {
          "agreements": 40, "balance": "52000.00", "discount": "9100.00", "discountPercent": "17.50", "agreed": "42900.00", "received": "30100.00",
          "settled": 28, "settledDiscount": "6400.00", "settledReceived": "30100.00", "lapsed": 5, "lapsedDiscount": "1120.00"
        }
        """;

    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(NewApiKey)] = """{ "name": "ERP de produção", "scopes": ["debts:read", "debts:write"], "expiresAt": "2027-06-30T23:59:59Z" }""",
        [typeof(NewRotation)] = """{ "overlapHours": 24 }""",
        [typeof(NewGatewayAccount)] = """
            { "gateway": "sandbox", "name": "Banco de testes", "priority": 1, "beneficiaryName": "Loja Azul", "beneficiaryCity": "Sao Paulo" }
            """,
        [typeof(GatewayAccountChanges)] = """{ "priority": 2, "isEnabled": true }""",
        [typeof(NewEndpoint)] = """
            { "url": "https://erp.loja.com.br/acerto", "types": ["agreement.accepted", "instalment.paid", "agreement.settled"], "description": "ERP" }
            """,
        [typeof(EndpointChanges)] = """{ "types": ["payment.received"], "status": "enabled" }""",
        [typeof(NewUser)] = """
            { "email": "ana@loja.com.br", "name": "Ana Souza", "role": "supervisor", "authority": { "maxDiscountPercent": "20.00", "maxGivenUp": "500.00" } }
            """,
        [typeof(CaseAssignment)] = """{ "staffId": "0198c0de-0000-7000-8000-000000000000" }""",
        [typeof(NewCaseNote)] = """{ "text": "A pessoa ligou e pediu para esperar até sexta." }""",
        [typeof(NewCaseResolution)] = """{ "resolution": "corrected", "note": "O endereço foi religado." }""",
        [typeof(TestClockBody)] = """{ "now": "2027-03-05T12:00:00Z" }""",
        [typeof(NewTestPayment)] = """{ "amount": "150.00", "isDuplicate": false }""",
        [typeof(NewTestChargeback)] = """{ "amount": "150.00", "play": "take" }""",
        [typeof(NewTestPayoutResult)] = """{ "status": "paid", "word": "teste-1" }""",
        [typeof(NewDebt)] = """
            {
              "externalId": "TIT-0001", "document": "529.982.247-25", "name": "Maria Souza", "email": "maria@exemplo.com.br", "phone": "11987654321",
              "state": "SP", "product": "Cartão", "contract": "4711-A", "dueDate": "2026-03-05", "principal": "1050.00", "tags": ["loja-12"]
            }
            """,
        [typeof(DebtChanges)] = """{ "portfolio": "2026-2", "dueDate": "2026-03-10", "principal": "980.00" }""",
        [typeof(ClosureBody)] = """{ "reason": "sold" }""",
        [typeof(PauseBody)] = """{ "reason": "dispute", "until": "2026-12-31" }""",
        [typeof(NewAdjustment)] = """{ "direction": "credit", "reason": "abatement", "amount": "50.00", "reference": "ABAT-2026-118" }""",
        [typeof(NewExternalPayment)] = """{ "amount": "300.00", "paidDate": "2026-11-20", "method": "cash", "reference": "RECIBO-9921" }""",
        [typeof(ExternalReversalBody)] = """{ "reason": "returned" }""",
        [typeof(NewCharge)] = """{ "instalment": 1, "method": "pix" }""",
        [typeof(NewRefund)] = """{ "amount": "50.00", "channel": "gateway", "reason": "paidTwice" }""",
        [typeof(RefundConfirmation)] = """{ "reference": "E1234567820261126120000000000001" }""",
        [typeof(NewPayout)] = """{ "amount": "1500.00" }""",
        [typeof(NewSettlement)] = """{ "reference": "po_1Qabc", "amount": "1480.10" }""",
        [typeof(CancellationBody)] = """{ "reason": "askedByDebtor" }""",
        [typeof(ReschedulingBody)] = """{ "kind": "move", "instalment": 2, "dueDate": "2026-12-20" }""",
        [typeof(NewOffers)] = """{ "key": "acima-de-90-dias/parcelado/6@2026-12-10/10" }""",
        [typeof(NewAgreement)] = """
            {
              "externalIds": ["TIT-0001", "TIT-0002"],
              "offer": { "key": "acima-de-90-dias/parcelado/6", "total": "1034.20", "firstDueDate": "2026-12-04" },
              "evidence": {
                "channel": "phone", "saidAt": "2026-12-01T17:32:05Z", "reference": "Ligação 2026-12-01/4711",
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "takenBy": "Ana Souza, matrícula 113"
              }
            }
            """,
        [typeof(NewRenegotiation)] = """
            {
              "offer": { "quoteId": "0198c0de-0000-7000-8000-000000000000" },
              "evidence": {
                "channel": "letter", "saidAt": "2026-12-01T12:00:00Z", "reference": "Carta assinada, arquivo 88/2026",
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "takenBy": "Ana Souza, matrícula 113"
              }
            }
            """,
        [typeof(CreditorChanges)] = """
            { "profile": { "feesBasis": "Cláusula 9 do contrato de cartão", "defaultIndex": "IPCA", "agreementRules": { "graceDays": 10, "maxSplits": null } } }
            """,
        [typeof(BrandingBody)] = """{ "displayName": "Loja Aurora", "colour": "#7A1F5C", "logo": null }""",
        [typeof(NewHoliday)] = """{ "date": "2027-01-25", "name": "Aniversário de São Paulo", "state": "SP", "city": "São Paulo" }""",
        [typeof(ContactPolicyBody)] = """
            {
              "weekdays": { "from": "09:00", "until": "18:00" }, "saturdays": null, "maxPerDay": 1, "maxPerWeek": 3, "maxPerMonth": 8,
              "minHoursBetween": 24
            }
            """,
        [typeof(GuardsBody)] = """{ "maxDiscountPercent": "60.00", "minPrincipalRecoveredPercent": "70.00" }""",
        [typeof(NewOfferSimulation)] = """
            {
              "document": {
                "rules": [{ "id": "todas", "terms": [{ "id": "a-vista", "form": "singlePayment", "discount": { "interest": "100.00", "fine": "100.00" } }] }]
              },
              "scope": "sample",
              "sampleSize": 200,
              "seed": 7
            }
            """,
        [typeof(OfferPolicyBody)] = """
            {
              "name": "Campanha de fim de ano",
              "validFrom": "2026-12-01",
              "validUntil": "2026-12-31",
              "document": {
                "rules": [
                  {
                    "id": "acima-de-90-dias",
                    "priority": 1,
                    "when": { "daysOverdue": { "min": 90 }, "balance": { "min": "100.00" } },
                    "terms": [
                      { "id": "a-vista", "form": "singlePayment", "discount": { "interest": "100.00", "fine": "100.00", "principal": "20.00" } },
                      { "id": "parcelado", "form": "instalments", "instalments": { "min": 2, "max": 12 }, "minInstalment": "50.00", "monthlyRate": "1.00" }
                    ]
                  }
                ],
                "counterProposal": {
                  "discount": { "interest": "100.00", "fine": "100.00", "principal": "35.00" },
                  "maxInstalments": 18,
                  "minInstalment": "40.00",
                  "minDownPayment": "10.00",
                  "monthlyRate": "1.00",
                  "improve": true
                }
              }
            }
            """,
        [typeof(AgingBucketView)] = $$"""{ "minDaysLate": 91, "maxDaysLate": 180, "figures": {{Aging}} }""",
        [typeof(AgingFiguresView)] = Aging,
        [typeof(RecoveryRowView)] = $$"""{ "from": "2026-11-23", "to": "2026-11-29", "figures": {{Recovery}} }""",
        [typeof(RecoveryFiguresView)] = Recovery,
        [typeof(PortfolioRecoveryView)] = """{ "portfolio": "Sul", "received": "9800.00", "givenBack": "0.00", "net": "9800.00" }""",
        [typeof(FunnelStepView)] = """{ "stage": "accepted", "people": 84, "percentOfBefore": "21.00", "percentOfFirst": "21.00" }""",
        [typeof(AgreementReportRowView)] = $$"""{ "minInstalments": 2, "maxInstalments": 3, "figures": {{Outcomes}} }""",
        [typeof(AgreementFiguresView)] = Outcomes,
        [typeof(DiscountReportRowView)] = $$"""
            {
              "policyId": "0198c0de-0000-7000-8000-000000000000", "policyNumber": 4, "policyName": "Campanha de fim de ano", "form": "singlePayment",
              "origin": "policy", "figures": {{Discounts}}
            }
            """,
        [typeof(DiscountFiguresView)] = Discounts,
        [typeof(ForecastHistoryView)] = """
            { "from": "2026-05-31", "to": "2026-11-26", "instalments": 812, "dueAmount": "142100.00", "keptAmount": "110838.00", "keptPercent": "78.00" }
            """,
        [typeof(ForecastRowView)] = """{ "from": "2026-11-30", "to": "2026-12-06", "instalments": 31, "amount": "5425.00", "expected": "4231.50" }""",
    };

    public static JsonNode? Of(Type type) => Texts.TryGetValue(type, out var text) ? JsonNode.Parse(text) : null;
}
