using System.Buffers.Text;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace Admin.Api.Http;

/// <summary>Which part of a list is asked for.</summary>
public sealed record PageQuery : IQueryParameters
{
    private const int Usual = 50;

    /// <summary>How many rows at most.</summary>
    [Range(1, 200)]
    [DefaultValue(Usual)]
    public int Limit { get; init; } = Usual;

    /// <summary>The nextCursor of the page before; none for the first page.</summary>
    [StringLength(200)]
    public string? Cursor { get; init; }
}

/// <summary>A part of a list, newest first, and how to ask for the next one.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor);

/// <summary>Cuts lists into pages by key, newest first: the thousandth page costs what the first does, and new rows shift nothing.</summary>
public sealed class Pages(Vault vault, IHttpContextAccessor http, Tenant tenant)
{
    private const int MarkLength = 8;
    private const int IdLength = 16;

    /// <summary>The page that <paramref name="query"/> asks for: <paramref name="id"/> orders the rows, <paramref name="view"/> is what is shown of each.</summary>
    public async Task<IActionResult> OfAsync<T, TView>(
        PageQuery query, IQueryable<T> rows, Expression<Func<T, Id<T>>> id, Expression<Func<T, TView>> view)
        where T : class
    {
        if (query.Cursor is { } cursor)
        {
            if (Read<T>(cursor) is not { } after)
            {
                return new ProblemResult(Problems.CursorInvalid);
            }

            rows = rows.Where(Below(id, after));
        }

        var found = await rows.OrderByDescending(id).Take(query.Limit + 1).Select(Keyed(id, view)).ToListAsync();
        var next = found.Count > query.Limit ? Write(found[query.Limit - 1].Id) : null;
        return new OkObjectResult(new Page<TView>([.. found.Take(query.Limit).Select(row => row.View)], next));
    }

    private string Write<T>(Id<T> id)
    {
        var bytes = new byte[IdLength + MarkLength];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        Mark(bytes.AsSpan(0, IdLength)).CopyTo(bytes, IdLength);
        return WebEncoders.Base64UrlEncode(bytes);
    }

    private Id<T>? Read<T>(string cursor)
    {
        Span<byte> bytes = stackalloc byte[IdLength + MarkLength];

        return Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var length)
            && length == bytes.Length
            && CryptographicOperations.FixedTimeEquals(bytes[IdLength..], Mark(bytes[..IdLength]))
                ? new Id<T>(new Guid(bytes[..IdLength], bigEndian: true))
                : null;
    }

    // Bound to the list and the creditor: a cursor from elsewhere is no cursor here.
    private byte[] Mark(ReadOnlySpan<byte> id) =>
        vault.BlindIndex("cursor", $"{tenant.CreditorId}{http.HttpContext!.Request.Path}{Convert.ToHexString(id)}")[..MarkLength];

    private static Expression<Func<T, bool>> Below<T>(Expression<Func<T, Id<T>>> id, Id<T> after)
    {
        Expression<Func<Id<T>>> limit = () => after;
        return Expression.Lambda<Func<T, bool>>(Expression.LessThan(id.Body, limit.Body), id.Parameters);
    }

    private static Expression<Func<T, Row<T, TView>>> Keyed<T, TView>(Expression<Func<T, Id<T>>> id, Expression<Func<T, TView>> view)
    {
        var shown = new Swap(view.Parameters[0], id.Parameters[0]).Visit(view.Body);
        var constructor = typeof(Row<T, TView>).GetConstructors()[0];
        return Expression.Lambda<Func<T, Row<T, TView>>>(Expression.New(constructor, id.Body, shown), id.Parameters);
    }

    private sealed record Row<T, TView>(Id<T> Id, TView View);

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
