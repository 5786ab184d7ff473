using Shared.Creditors;
using Shared.Documents.Pdf;

namespace Shared.Documents;

/// <summary>On every paper about money that was paid: whose name it was paid in, and the creditor as the law wants it named (CDC 42-A).</summary>
internal static class PartiesPdf
{
    public static void Draw(Sheet sheet, string debtorName, TaxId debtorDocument, CreditorBlock creditor)
    {
        sheet.Heading("Quem pagou e quem recebeu");
        sheet.Rows(
            ("Pago em nome de", debtorName),
            ("Documento", $"{debtorDocument.KindName} {debtorDocument}"),
            ("Credor", creditor.Name),
            ("Documento", creditor.DocumentLine),
            ("Endereço", creditor.Address),
            ("Contato", creditor.Contact));
    }
}
