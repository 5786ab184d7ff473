using Admin.Api.Auth;
using Admin.Api.Http;
using Shared.Messaging;

namespace Admin.Api.TestMode;

[ApiController]
[Route("v1/test/inbox")]
public sealed class TestInboxController(ReadTestInbox readInbox) : ControllerBase
{
    /// <summary>The last messages "sent" to this creditor's test debtors, newest first, with the codes in them.</summary>
    [HttpGet]
    [Scope("debts:read"), TestMode]
    [ProducesResponseType<Page<InboxMessageView>>(200)]
    public async Task<IActionResult> ListAsync()
    {
        var messages = await readInbox.ExecuteAsync();
        return Ok(new Page<InboxMessageView>([.. messages.Select(m => new InboxMessageView(m.At, m.To, m.Subject, m.Text, m.Code))], null));
    }
}

/// <summary>A message as it was written.</summary>
/// <param name="Code">The one-time code in it, if there is one.</param>
public sealed record InboxMessageView(DateTimeOffset At, string To, string Subject, string Text, string? Code);
