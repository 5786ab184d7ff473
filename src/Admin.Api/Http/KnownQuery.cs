using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Admin.Api.Http;

/// <summary>Refuses query parameters that the route does not have: a misspelt filter must not answer everything.</summary>
internal sealed class KnownQuery : IResourceFilter
{
    private readonly ConcurrentDictionary<string, HashSet<string>> _known = new();

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (context.ActionDescriptor is not ControllerActionDescriptor action || context.HttpContext.Request.Query.Count == 0)
        {
            return;
        }

        var known = _known.GetOrAdd(action.Id, _ => [.. NamesOf(action)]);
        var errors = context.HttpContext.Request.Query
            .Where(given => !known.Contains(given.Key) || given.Value.Count > 1)
            .ToDictionary(
                given => given.Key,
                given => new[] { known.Contains(given.Key) ? "Este parâmetro só pode vir uma vez." : "Não conhecemos este parâmetro." });

        if (errors.Count > 0)
        {
            context.Result = new ProblemResult(Problems.ValidationFailed with { Errors = errors });
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }

    private static IEnumerable<string> NamesOf(ControllerActionDescriptor action) =>
        from parameter in action.Parameters
        where parameter.BindingInfo?.BindingSource == BindingSource.Query
        from name in NamesOf(parameter)
        select name;

    // A record of parameters (the page of a list) is known by its properties.
    private static IEnumerable<string> NamesOf(ParameterDescriptor parameter) =>
        parameter.ParameterType.IsAssignableTo(typeof(IQueryParameters))
            ? parameter.ParameterType.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            : [parameter.BindingInfo!.BinderModelName ?? parameter.Name];
}

/// <summary>A record whose properties are query parameters.</summary>
public interface IQueryParameters;
