using System.Globalization;
using Shared.Identity;
using Shared.Messaging;

namespace Tests.Messaging;

public sealed class SendMessageTests : IAsyncLifetime
{
    private readonly World _world = new();
    private readonly FakeSmtp _post = new();

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        _world.Settings["Inbox:Keep"] = "false";
        _world.Settings["Smtp:Host"] = "127.0.0.1";
        _world.Settings["Smtp:Port"] = _post.Port.ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_sent_letter_leaves_a_row_without_its_words()
    {
        var challenge = await AskAsync();
        await _world.RunJobsAsync();

        var message = await OnlyMessageAsync();
        Assert.Equal((MessageStatus.Sent, 1, (byte[]?)null), (message.Status, message.Attempts, message.SealedBody));
        Assert.Equal(challenge.Id.Value, message.About);
        Assert.Empty(await _world.DoAsync(HostRole.Portal, (ReadInbox inbox) => inbox.ExecuteAsync()));
    }

    [Fact]
    public async Task A_server_that_is_busy_is_tried_again_and_one_that_says_never_is_not()
    {
        _post.RefuseNext("451 later");
        await AskAsync();
        await _world.RunJobsAsync();
        var busy = await OnlyMessageAsync();
        Assert.Equal((MessageStatus.Failed, "smtp 451"), (busy.Status, busy.Failure));

        _post.RefuseNext("550 no such person");
        await _world.RunJobsAsync(after: TimeSpan.FromSeconds(5));
        await _world.RunJobsAsync(after: TimeSpan.FromHours(1));

        var refused = await OnlyMessageAsync();
        Assert.Equal((MessageStatus.Failed, "smtp 550", 2), (refused.Status, refused.Failure, refused.Attempts));
        Assert.Empty(_post.Letters);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _post.DisposeAsync();
    }

    private async Task<CodeChallenge> AskAsync()
    {
        await _world.DebtorAsync(await _world.CreditorAsync(mode: CreditorMode.Live), World.Maria);
        var outcome = await _world.DoAsync(HostRole.Portal, (AskForCode ask) => ask.ExecuteAsync(new(World.Maria, "192.0.2.1"), default));
        Assert.True(outcome.Succeeded(out var challenge, out _));
        return challenge;
    }

    private Task<Message> OnlyMessageAsync() => _world.DoAsync(HostRole.Owner, (AppDb db) => db.Messages.AsNoTracking().SingleAsync());
}
