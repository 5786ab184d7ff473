using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Debtors;

namespace Admin.Api.Debtors;

[ApiController]
[Route("v1/debtors")]
public sealed class DebtorsController(AppDb db, Vault vault) : ControllerBase
{
    public static readonly Refusal Missing = new("debtor-not-found", "Não encontramos este devedor.");

    /// <summary>This creditor's file on one person, as the creditor itself sent it.</summary>
    [HttpGet("{id}")]
    [Scope("debts:read")]
    [ProducesResponseType<DebtorView>(200)]
    public async Task<IActionResult> ShowAsync(Id<Debtor> id) =>
        await db.Debtors.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id) is { } debtor
            ? Ok(DebtorView.Of(debtor, DebtorIdentity.Open(debtor.SealedIdentity, vault)))
            : this.Refuse(Missing);
}

/// <summary>Who owes, and how to reach them.</summary>
/// <param name="Document">CPF or CNPJ, bare.</param>
/// <param name="Phone">E.164.</param>
public sealed record DebtorView(
    Id<Debtor> Id, DebtorType Type, string Name, string Document, DateOnly? BirthDate, string? Email, string? Phone, string? Address, string? City,
    string? State, string? PostalCode, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : IRepresentation
{
    internal static DebtorView Of(Debtor debtor, DebtorIdentity identity) => new(
        debtor.Id, debtor.Type, debtor.Name, identity.Document, identity.BirthDate, identity.Email, identity.Phone, identity.Address, identity.City,
        debtor.State, identity.PostalCode, debtor.CreatedAt, debtor.UpdatedAt);
}
