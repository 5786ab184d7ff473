using System.ComponentModel.DataAnnotations;

namespace Admin.Api.Http;

/// <summary>A body with rules that no annotation says. Fields are named as in the code.</summary>
public interface IValidatable : IValidatableObject
{
    IEnumerable<(string Field, string Message)> Flaws();

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext) =>
        Flaws().Select(flaw => new ValidationResult(flaw.Message, [flaw.Field]));
}
