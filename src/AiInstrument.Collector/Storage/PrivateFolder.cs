namespace AiInstrument.Collector.Storage;

/// <summary>Folders that nobody but their owner may look into.</summary>
internal static class PrivateFolder
{
    /// <summary>Creates a folder, when it is absent, for its owner alone.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
