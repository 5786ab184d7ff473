using Microsoft.Win32.SafeHandles;

namespace Shared.Platform;

/// <summary>The clear text of a stored file, one chunk in memory at a time.</summary>
internal sealed class SealedFile : Stream
{
    private readonly string _name;
    private readonly SafeFileHandle _file;
    private readonly Vault _vault;
    private readonly long _chunks;
    private readonly byte[] _frame = new byte[FileStore.FrameSize];
    private byte[] _clear = [];
    private int _taken;
    private long _next;

    public SealedFile(string name, SafeFileHandle file, Vault vault, long offset)
    {
        (_name, _file, _vault) = (name, file, vault);
        _chunks = (RandomAccess.GetLength(file) + FileStore.FrameSize - 1) / FileStore.FrameSize;
        Invariant.Holds(_chunks > 0, $"The file {name} is empty: even nothing is sealed.");
        _next = offset / FileStore.ChunkSize;
        _taken = (int)(offset % FileStore.ChunkSize);

        if (_next < _chunks)
        {
            var skipped = _taken;
            OpenChunk();
            _taken = Math.Min(skipped, _clear.Length);
        }
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_taken == _clear.Length && _next < _chunks)
        {
            OpenChunk();
        }

        var count = Math.Min(buffer.Length, _clear.Length - _taken);
        _clear.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    // Whether a chunk is the last is judged by where the file ends, and sealed in: a file cut between two chunks does not open.
    private void OpenChunk()
    {
        var at = _next * FileStore.FrameSize;
        var length = RandomAccess.Read(_file, _frame, at);
        _clear = _vault.Open(_frame.AsSpan(0, length), FileStore.ContextOf(_name, _next, isLast: _next == _chunks - 1));
        _taken = 0;
        _next++;
    }
}
