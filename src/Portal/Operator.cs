using System.ComponentModel.DataAnnotations;

namespace Portal;

/// <summary>Who runs this portal and how to reach them: shown on the pages of help, safety and law.</summary>
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
