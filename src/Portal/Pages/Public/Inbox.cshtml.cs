using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Shared.Messaging;

namespace Portal.Pages.Public;

/// <summary>The letters kept for tests. Where none are kept there is no such page.</summary>
public sealed class InboxModel(ReadInbox readInbox, IOptions<InboxOptions> inbox) : PageModel
{
    public IReadOnlyList<InboxMessage> Messages { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!inbox.Value.Keep)
        {
            return NotFound();
        }

        Messages = await readInbox.ExecuteAsync();
        return Page();
    }
}
