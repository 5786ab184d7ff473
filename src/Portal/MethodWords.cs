using Shared.Payments;

namespace Portal;

/// <summary>Ways of paying, in the words of the pages.</summary>
public static class MethodWords
{
    extension(PaymentMethod method)
    {
        public string PayWith => method switch
        {
            PaymentMethod.Boleto => "Pagar com boleto",
            PaymentMethod.Card => "Pagar com cartão",
            _ => "Pagar com Pix",
        };

        public string HowFast => method switch
        {
            PaymentMethod.Boleto => "confirma em até 2 dias úteis",
            PaymentMethod.Card => "na página segura da empresa do cartão",
            _ => "confirma em segundos",
        };

        public string PayPage => method switch
        {
            PaymentMethod.Boleto => "/Instalments/Boleto",
            PaymentMethod.Card => "/Instalments/Card",
            _ => "/Instalments/Pay",
        };
    }
}
