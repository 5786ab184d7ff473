using System.ComponentModel.DataAnnotations;

namespace Admin.Api.Http;

/// <summary>What a deployment may set about the API. The defaults serve.</summary>
public sealed class ApiOptions
{
    /// <summary>Requests a minute that one key may make, on all hosts together.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 1_200;

    /// <summary>Requests a minute from one address on one host, whoever sends them: a shield for what lies behind it.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerMinuteAndAddress { get; set; } = 12_000;
}
