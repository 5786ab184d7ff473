using System.Text.Json.Nodes;

namespace Tests.Payments.Stripe;

/// <summary>That the check of requests sees what it is there for.</summary>
public class StripeContractTests
{
    [Theory]
    [InlineData("amount=100&currency=brl", "")]
    [InlineData("amount=100&currency=brl&payment_method_types[0]=pix", "payment_method_types is not in the contract")]
    [InlineData("amount=ten&currency=brl", "amount is no integer")]
    [InlineData("currency=brl", "amount is missing")]
    [InlineData("amount=100&currency=brl&allowed_payment_method_types[0]=cheque", "may not be cheque")]
    [InlineData("amount=100&currency=brl&confirm=yes", "confirm is no boolean")]
    [InlineData("amount=100&currency=brl&payment_method_data[type]=boleto&payment_method_data[boleto][cpf]=1", "boleto.tax_id is missing")]
    [InlineData("amount=100&currency=brl&metadata=none", "metadata is no object")]
    public void What_the_contract_does_not_know_is_found(string form, string flaw)
    {
        var flaws = StripeContract.Current.FlawsOf("POST", "/v1/payment_intents", [], StripeForm.Read(form));

        Assert.True(flaw == "" ? flaws.Count == 0 : flaws.Any(f => f.Contains(flaw, StringComparison.Ordinal)), string.Join("; ", flaws));
    }

    [Fact]
    public void A_query_and_an_address_are_looked_at_too()
    {
        Assert.NotEmpty(StripeContract.Current.FlawsOf("GET", "/v1/payment_intents", StripeForm.Read("?metadata[a]=b"), []));
        Assert.NotEmpty(StripeContract.Current.FlawsOf("POST", "/v1/payment_intents/pi_1/capture_all", [], []));
        Assert.Empty(StripeContract.Current.FlawsOf("GET", "/v1/payment_intents", StripeForm.Read("?created[gte]=1&limit=100&expand[0]=data"), []));
    }

    [Fact]
    public void Brackets_are_read_as_a_tree() =>
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"a":{"b":{"0":"x","1":"y z"}},"c":"1"}"""), StripeForm.Read("a%5Bb%5D%5B0%5D=x&a[b][1]=y+z&c=1")));
}
