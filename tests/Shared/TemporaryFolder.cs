namespace AiInstrument.Tests.Shared;

/// <summary>A folder that is deleted when disposed, with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>The full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("aiinstrument-").FullName;

    /// <summary>The folder, to be asked.</summary>
    public DirectoryInfo Info => new(Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        // What a test was about may be that it is gone.
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
