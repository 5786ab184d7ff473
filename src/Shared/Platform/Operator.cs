using System.ComponentModel.DataAnnotations;

namespace Shared.Platform;

/// <summary>Who runs this installation and how to reach them: said on the public pages and in every message.</summary>
public sealed class Operator
{
    [Required]
    public required string Name { get; init; }

    [Required]
    public required string Cnpj { get; init; }

    [Required]
    public required string Address { get; init; }

    [Required, EmailAddress]
    public required string Email { get; init; }

    [Required]
    public required string Hours { get; init; }
}
