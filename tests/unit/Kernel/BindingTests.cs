using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Kernel;

public class BindingTests
{
    private static readonly ServiceProvider Services =
        new ServiceCollection().AddLogging().AddMvc().Services.BuildServiceProvider();

    [Theory]
    [InlineData(typeof(Money))]
    [InlineData(typeof(Percent))]
    [InlineData(typeof(Id<BindingTests>))]
    [InlineData(typeof(PersonKey))]
    [InlineData(typeof(Cpf))]
    [InlineData(typeof(Cnpj))]
    [InlineData(typeof(TaxId))]
    [InlineData(typeof(EmailAddress))]
    [InlineData(typeof(PhoneNumber))]
    [InlineData(typeof(PostalCode))]
    public void A_value_binds_from_a_form_or_a_route(Type value)
    {
        var metadata = Services.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(value);
        var binder = Services.GetRequiredService<IModelBinderFactory>().CreateBinder(new() { Metadata = metadata });

        Assert.Equal("TryParseModelBinder", binder.GetType().Name);
    }
}
