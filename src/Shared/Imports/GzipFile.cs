using System.IO.Compression;

namespace Shared.Imports;

/// <summary>What was sent small and opens huge: made to fill a disk.</summary>
internal sealed class InflatingException() : IOException("The file grows beyond what a file of debts does.");

/// <summary>Opens gzip as it comes in. Lists of debts shrink to a tenth or so; what shrinks to less than a two-hundredth is no list.</summary>
public static class GzipFile
{
    private const int MostGrowth = 200;
    private const long LeftAlone = 16 << 20;

    /// <summary>Its clear content. Reading throws <see cref="InvalidDataException"/> where it is no gzip, and <see cref="InflatingException"/> where it is no honest one.</summary>
    public static Stream Open(Stream packed)
    {
        var sent = new Metered(packed, _ => true);
        return new Metered(new GZipStream(sent, CompressionMode.Decompress), clear => clear <= LeftAlone || clear <= sent.Passed * MostGrowth);
    }

    /// <summary>Counts what passes through, and asks whether more may.</summary>
    private sealed class Metered(Stream source, Func<long, bool> allows) : Stream
    {
        public long Passed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await source.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Count(source.Read(buffer, offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await source.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            source.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int bytes)
        {
            Passed += bytes;
            return allows(Passed) ? bytes : throw new InflatingException();
        }
    }
}
