using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tests.Testing;

/// <summary>Keeps every line logged, with the exceptions in it.</summary>
public sealed class Ears : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public string All => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Ear(_lines);

    public void Dispose()
    {
    }

    private sealed class Ear(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
