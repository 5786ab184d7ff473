using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Admin.Api.Http;
using Shared.Offers;

namespace Admin.Api.Offers;

/// <summary>What a creditor may offer, to whom and while it is in force.</summary>
public sealed record OfferPolicyBody
{
    /// <example>Campanha de fim de ano</example>
    [StringLength(120, MinimumLength = 1)]
    public required string Name { get; init; }

    public required PolicyDocument Document { get; init; }

    /// <summary>First day on which it offers anything; from publication on when absent.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which it offers anything; open when absent.</summary>
    public DateOnly? ValidUntil { get; init; }
}

/// <summary>A version of an offer policy. <paramref name="Number"/> counts up per creditor.</summary>
public sealed record OfferPolicyView(
    Id<OfferPolicy> Id, int Number, string Name, PolicyStatus Status, PolicyDocument Document, DateOnly? ValidFrom, DateOnly? ValidUntil,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? PublishedAt, DateTimeOffset? RetiredAt) : IRepresentation
{
    internal static readonly Expression<Func<OfferPolicy, OfferPolicyView>> Expression = p => new(
        p.Id, p.Number, p.Name, p.Status, p.Document, p.ValidFrom, p.ValidUntil, p.CreatedAt, p.UpdatedAt, p.PublishedAt, p.RetiredAt);

    private static readonly Func<OfferPolicy, OfferPolicyView> Compiled = Expression.Compile();

    internal static OfferPolicyView Of(OfferPolicy policy) => Compiled(policy);
}

/// <summary>A policy as it is shown, and what If-Match on it is compared with.</summary>
public sealed class ShowOfferPolicy(AppDb db) : IShow<OfferPolicy>
{
    public async Task<IRepresentation?> FindAsync(Id<OfferPolicy> id) =>
        await db.OfferPolicies.AsNoTracking().Where(p => p.Id == id).Select(OfferPolicyView.Expression).SingleOrDefaultAsync();
}
