using Npgsql;

namespace Shared.Platform;

/// <summary>Which process this is, and so which database user it is: each may do only its own part.</summary>
public enum HostRole { Portal, Admin, Worker, Owner }

internal static class ConnectionStringRules
{
    /// <summary>Refuses settings that would break the isolation of tenants or leak data into error messages.</summary>
    public static string Checked(string? text, HostRole role)
    {
        var name = role is HostRole.Owner ? "Db" : role.ToString();

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException($"Set ConnectionStrings__{name}: the database user of this process.");
        }

        var settings = new NpgsqlConnectionStringBuilder(text);
        var forbidden = settings switch
        {
            { Multiplexing: true } => nameof(settings.Multiplexing),
            { NoResetOnClose: true } => "No Reset On Close",
            { IncludeErrorDetail: true } => "Include Error Detail",
            { LogParameters: true } => "Log Parameters",
            _ => null,
        };

        return forbidden is null
            ? settings.ConnectionString
            : throw new InvalidOperationException($"ConnectionStrings__{name} must not set '{forbidden}': it breaks tenant isolation or leaks data.");
    }
}
