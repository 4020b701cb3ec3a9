namespace AiInstrument.Benchmarks.Measuring;

/// <summary>A folder that is deleted when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aiinstrument-benchmark").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
