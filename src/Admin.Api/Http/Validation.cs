using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Admin.Api.Http;

/// <summary>What is wrong with a request, field by field, in the names and the language of who sent it.</summary>
internal static partial class Validation
{
    private const string Unreadable = "O valor não tem a forma esperada.";
    private const string Missing = "Este campo é obrigatório.";
    private const string Unknown = "Não conhecemos este campo.";

    public static IActionResult Refuse(ActionContext context)
    {
        // A body that could not be read leaves its parameter empty, which is no second error.
        var all = context.ModelState.SelectMany(entry => entry.Value!.Errors, (entry, error) => (entry.Key, Error: error)).ToList();
        var unread = all.Where(e => e.Error.Exception is JsonException).ToList();
        var errors = from entry in unread.Count > 0 ? unread : all
                     from problem in Read(entry.Key, entry.Error)
                     group problem.Message by problem.Field into field
                     select field;

        return new ProblemResult(Problems.ValidationFailed with { Errors = errors.ToDictionary(f => f.Key, f => f.Distinct().ToArray()) });
    }

    public static void SpeakPortuguese(DefaultModelBindingMessageProvider messages)
    {
        messages.SetMissingBindRequiredValueAccessor(_ => Missing);
        messages.SetMissingKeyOrValueAccessor(() => Missing);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "O pedido precisa de um corpo.");
        messages.SetValueMustNotBeNullAccessor(_ => Missing);
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => Unreadable);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Unreadable);
        messages.SetUnknownValueIsInvalidAccessor(_ => Unreadable);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => Unreadable);
        messages.SetValueIsInvalidAccessor(_ => Unreadable);
        messages.SetValueMustBeANumberAccessor(_ => "Aqui vai um número.");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "Aqui vai um número.");
    }

    private static IEnumerable<(string Field, string Message)> Read(string key, ModelError error) => error.Exception switch
    {
        JsonException json when MissingNames.Match(json.Message) is { Success: true } missing =>
            Quoted.Matches(missing.Value).Select(name => (FieldOf(Join(json.Path, name.Groups[1].Value)), Missing)),
        JsonException json => [(FieldOf(json.Path ?? key), json.Message.Contains("could not be mapped", StringComparison.Ordinal) ? Unknown : Unreadable)],
        null when error.ErrorMessage.Length > 0 => [(FieldOf(key), error.ErrorMessage)],
        _ => [(FieldOf(key), Unreadable)],
    };

    private static string Join(string? path, string name) => path is null or "$" ? name : $"{path}.{name}";

    // "$.rules[0].Id" is known to its sender as "rules[0].id".
    private static string FieldOf(string path)
    {
        var bare = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
        return bare is "" or "$" ? "body" : string.Join('.', bare.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
    }

    [GeneratedRegex("missing required properties including: .*")]
    private static partial Regex MissingNames { get; }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted { get; }
}

/// <summary>Gives the annotations of the framework a Portuguese voice where they have none of their own.</summary>
internal sealed class AnnotationMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (rule.ErrorMessage is null && rule.ErrorMessageResourceName is null)
            {
                rule.ErrorMessage = MessageOf(rule);
            }
        }
    }

    private static string MessageOf(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => "Este campo é obrigatório.",
        StringLengthAttribute { MinimumLength: > 0 } text => $"De {text.MinimumLength} a {text.MaximumLength} caracteres.",
        StringLengthAttribute text => $"No máximo {text.MaximumLength} caracteres.",
        MaxLengthAttribute most => $"No máximo {most.Length}.",
        MinLengthAttribute least => $"No mínimo {least.Length}.",
        LengthAttribute both => $"De {both.MinimumLength} a {both.MaximumLength}.",
        RangeAttribute range => $"De {range.Minimum} a {range.Maximum}.",
        _ => "O valor não tem a forma esperada.",
    };
}
