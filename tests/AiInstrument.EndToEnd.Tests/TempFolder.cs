namespace AiInstrument.EndToEnd.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aiinstrument-e2e-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
