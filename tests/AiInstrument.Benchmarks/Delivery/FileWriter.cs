using AiInstrument.Benchmarks.Measuring;
using Microsoft.Win32.SafeHandles;

namespace AiInstrument.Benchmarks.Delivery;

/// <summary>Appends records to a new file, one system call each.</summary>
internal sealed class FileWriter : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SafeFileHandle _handle;
    private long _length;

    public FileWriter() => _handle = File.OpenHandle(Path.Combine(_folder.Path, "file"), FileMode.CreateNew, FileAccess.Write);

    public void Write(byte[] record, int count)
    {
        for (var i = 0; i < count; i++)
        {
            RandomAccess.Write(_handle, record, _length);
            _length += record.Length;
        }
    }

    public void Dispose()
    {
        _handle.Dispose();
        _folder.Dispose();
    }
}
