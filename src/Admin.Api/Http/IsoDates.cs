using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Admin.Api.Http;

/// <summary>Reads days in parameters as yyyy-MM-dd and in no other way: 10/12 would be October to some and December to others.</summary>
internal sealed class IsoDates : IModelBinderProvider, IModelBinder
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.UnderlyingOrModelType == typeof(DateOnly) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);

        if (given == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, given);

        if (DateOnly.TryParseExact(given.FirstValue, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            bindingContext.Result = ModelBindingResult.Success(day);
        }
        else
        {
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, "Uma data aqui tem a forma 2026-12-31.");
        }

        return Task.CompletedTask;
    }
}
