namespace Tests.Payments.Pix;

/// <summary>The judge is judged: what is unlawful must not pass.</summary>
public class PixContractTests
{
    private const string Path = "/cob/01a2154519b47944a75cc14f00000000";
    private const string Lawful =
        """{"calendario":{"expiracao":3600},"devedor":{"cpf":"52998224725","nome":"Maria"},"valor":{"original":"10.00"},"chave":"k","solicitacaoPagador":"x"}""";

    [Fact]
    public void What_is_lawful_passes() => Assert.Empty(Flaws("PUT", Path, Lawful));

    [Theory]
    [InlineData("\"expiracao\":3600", "\"expiracao\":\"3600\"")]
    [InlineData("\"expiracao\":3600", "\"expiracao\":3600,\"extra\":1")]
    [InlineData("\"10.00\"", "\"10.0\"")]
    [InlineData("\"10.00\"", "10.00")]
    [InlineData("\"cpf\":\"52998224725\"", "\"cpf\":\"529.982.247-25\"")]
    [InlineData("\"cpf\":\"52998224725\"", "\"cpf\":\"52998224725\",\"cnpj\":\"11222333000181\"")]
    [InlineData("\"cpf\":\"52998224725\",", "")]
    [InlineData("\"chave\":\"k\",", "")]
    [InlineData("\"chave\":\"k\"", "\"chave\":\"k\",\"status\":\"ATIVA\"")]
    [InlineData("\"valor\":{\"original\":\"10.00\"}", "\"valor\":{\"original\":\"10.00\",\"multa\":{\"modalidade\":2,\"valorPerc\":\"2.00\"}}")]
    public void A_body_that_is_not_is_seen(string lawful, string unlawful)
    {
        Assert.Contains(lawful, Lawful, StringComparison.Ordinal);
        Assert.NotEmpty(Flaws("PUT", Path, Lawful.Replace(lawful, unlawful, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PUT", "/cob/short", Lawful)]
    [InlineData("POST", Path, Lawful)]
    [InlineData("PUT", "/charge/1", Lawful)]
    [InlineData("PUT", Path, "")]
    [InlineData("GET", Path, "{}")]
    [InlineData("PATCH", Path, """{"status":"ATIVA"}""")]
    [InlineData("PUT", "/pix/E1/devolucao/1", """{"valor":"1.00"}""")]
    public void So_is_a_request_that_is_not(string method, string path, string body) => Assert.NotEmpty(Flaws(method, path, body));

    [Theory]
    [InlineData("inicio=2026-01-01T00:00:00Z")]
    [InlineData("inicio=2026-01-01&fim=2026-01-02T00:00:00Z")]
    [InlineData("inicio=2026-01-01T00:00:00Z&fim=2026-01-02T00:00:00Z&pagina=1")]
    [InlineData("inicio=2026-01-01T00:00:00Z&fim=2026-01-02T00:00:00Z&txIdPresente=sim")]
    [InlineData("inicio=2026-01-01T00:00:00Z&fim=2026-01-02T00:00:00Z&paginacao.itensPorPagina=1001")]
    public void So_is_a_query_that_is_not(string query) => Assert.NotEmpty(PixContract.Instance.FlawsOfRequest(
        "GET", "/pix", query.Split('&').Select(p => KeyValuePair.Create(p.Split('=')[0], p.Split('=')[1])), ""));

    private static List<string> Flaws(string method, string path, string body) => [.. PixContract.Instance.FlawsOfRequest(method, path, [], body)];
}
