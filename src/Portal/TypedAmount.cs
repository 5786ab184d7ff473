using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Portal;

/// <summary>An amount as people type it into a field that may stay empty.</summary>
public static class TypedAmount
{
    extension(ModelStateDictionary problems)
    {
        /// <summary>Null when nothing was typed; or nothing that can be read, and then the field says what to do.</summary>
        public Money? AmountOf(string field, string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (TypedMoney.TryRead(text, out var money))
            {
                return money;
            }

            problems.AddModelError(field, "Digite um valor em reais, como 150,00.");
            return null;
        }
    }
}
