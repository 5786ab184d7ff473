using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Payments.Pix;

/// <summary>The bodies of API Pix 2.9.0, as far as we send or read them. Members are named as on the wire.</summary>
internal static class PixWire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}

internal sealed record CobBody(ExpiracaoBody Calendario, DevedorBody Devedor, ValorBody Valor, string Chave, string? SolicitacaoPagador);

internal sealed record ExpiracaoBody(int Expiracao);

internal sealed record CobvBody(VencimentoBody Calendario, DevedorBody Devedor, ValorBody Valor, string Chave, string? SolicitacaoPagador);

internal sealed record VencimentoBody(DateOnly DataDeVencimento, int ValidadeAposVencimento);

internal sealed record DevedorBody(string? Cpf, string? Cnpj, string Nome);

internal sealed record ValorBody(string Original, ModalidadeBody? Multa = null, ModalidadeBody? Juros = null);

internal sealed record ModalidadeBody(int Modalidade, string ValorPerc);

internal sealed record StatusBody(string Status);

internal sealed record DevolucaoBody(string Valor, string Natureza, string? Descricao);

internal sealed record WebhookBody(string WebhookUrl);

internal sealed record CobAnswer(
    string? Status, CalendarioAnswer? Calendario, string? Location, LocAnswer? Loc, string? PixCopiaECola, IReadOnlyList<PixAnswer>? Pix);

internal sealed record CalendarioAnswer(DateTimeOffset? Criacao, int? Expiracao, DateOnly? DataDeVencimento, int? ValidadeAposVencimento);

internal sealed record LocAnswer(string? Location);

internal sealed record PixAnswer(
    string? EndToEndId, string? Txid, string? Valor, ComponentesAnswer? ComponentesValor, string? Chave, DateTimeOffset? Horario, PagadorAnswer? Pagador,
    IReadOnlyList<DevolucaoAnswer>? Devolucoes);

internal sealed record ComponentesAnswer(
    ComponenteAnswer? Original, ComponenteAnswer? Multa, ComponenteAnswer? Juros, ComponenteAnswer? Desconto, ComponenteAnswer? Abatimento);

internal sealed record ComponenteAnswer(string? Valor);

internal sealed record PagadorAnswer(string? Cpf, string? Cnpj);

internal sealed record DevolucaoAnswer(string? Id, string? Valor, string? Natureza, string? Status, string? Motivo, HorarioAnswer? Horario);

internal sealed record HorarioAnswer(DateTimeOffset? Solicitacao, DateTimeOffset? Liquidacao);

internal sealed record PixListAnswer(ParametrosAnswer? Parametros, IReadOnlyList<PixAnswer>? Pix);

internal sealed record ParametrosAnswer(PaginacaoAnswer? Paginacao);

internal sealed record PaginacaoAnswer(int? PaginaAtual, int? QuantidadeDePaginas);

internal sealed record WebhookAnswer(string? WebhookUrl);

internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int? ExpiresIn);

/// <summary>An answer without a body that matters.</summary>
internal sealed record NothingAnswer;
