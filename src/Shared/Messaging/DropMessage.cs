namespace Shared.Messaging;

/// <summary>A message that was held back says what is no longer so: it is not sent, and its row tells that. In its person's scope.</summary>
public sealed class DropMessage(AppDb db)
{
    public async Task ExecuteAsync(Id<Message> id)
    {
        var message = await db.Messages.SingleAsync(m => m.Id == id);
        message.Drop();
        await db.SaveChangesAsync();
    }
}
