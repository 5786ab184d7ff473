using System.Threading.Channels;

namespace Shared.Platform;

/// <summary>Work in stages that run at the same time, each feeding the next through a bounded channel.</summary>
public static class Relay
{
    /// <summary>Whatever ends a stage is told to the next one, which meets it when it comes for more. Never throws.</summary>
    public static Task FeedAsync<T>(ChannelWriter<T> next, Func<ChannelWriter<T>, Task> stage) => Task.Run(async () =>
    {
        try
        {
            await stage(next);
            next.Complete();
        }
        catch (Exception failure)
        {
            next.TryComplete(failure);
        }
    });
}
