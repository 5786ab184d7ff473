namespace Shared.Payments;

/// <summary>What people call a way of paying, on pages and on papers.</summary>
public static class MethodNames
{
    extension(PaymentMethod method)
    {
        public string Name => method switch
        {
            PaymentMethod.Boleto => "Boleto",
            PaymentMethod.Card => "Cartão",
            _ => "Pix",
        };
    }
}
