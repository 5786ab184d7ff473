using System.ComponentModel.DataAnnotations;

namespace Shared.Messaging;

/// <summary>The mail server. Without a host, letters reach only the inbox for tests.</summary>
public sealed class SmtpOptions
{
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;
    public string User { get; set; } = "";
    public string Password { get; set; } = "";

    [Required, EmailAddress]
    public string From { get; set; } = "nao-responda@acerto.example";

    /// <summary>How long one step of the conversation may take; the whole of it, three times that.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Refuses to speak in the clear. Switch off only for a mail catcher on the same machine.</summary>
    public bool RequireTls { get; set; }
}

/// <summary>The inbox for development and tests: keeps what was sent, readable without an account.</summary>
public sealed class InboxOptions
{
    public bool Keep { get; set; }
}

/// <summary>Where the portal is, for the links in letters and papers.</summary>
public sealed class PortalOptions
{
    [Required, Url]
    public string PublicUrl { get; set; } = "";
}
