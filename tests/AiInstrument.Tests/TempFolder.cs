namespace AiInstrument.Tests;

/// <summary>A folder that is deleted when disposed.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aiinstrument-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
