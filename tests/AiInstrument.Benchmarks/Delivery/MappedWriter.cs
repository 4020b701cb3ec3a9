using System.IO.MemoryMappedFiles;
using AiInstrument.Benchmarks.Measuring;

namespace AiInstrument.Benchmarks.Delivery;

/// <summary>Copies records into a new file that is mapped into memory; its blocks are allocated before, as they would have to be.</summary>
internal sealed class MappedWriter : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private long _length;

    public MappedWriter(int bytes)
    {
        var path = Path.Combine(_folder.Path, "mapped");
        File.WriteAllBytes(path, new byte[bytes]);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        _view = _file.CreateViewAccessor();
    }

    public void Write(byte[] record, int count)
    {
        for (var i = 0; i < count; i++)
        {
            _view.WriteArray(_length, record, 0, record.Length);
            _length += record.Length;
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        _folder.Dispose();
    }
}
