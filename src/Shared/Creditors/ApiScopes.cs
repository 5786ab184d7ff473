namespace Shared.Creditors;

/// <summary>What a key may be allowed to do.</summary>
public static class ApiScopes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "debts:read", "debts:write", "offers:read", "offers:write", "agreements:read", "agreements:write", "payments:read", "payments:write",
        "dunning:read", "dunning:write", "escalations:read", "escalations:write", "escalations:approve", "cases:read", "cases:write",
        "reports:read", "webhooks:write", "settings:read", "settings:write", "keys:write",
    ];
}
