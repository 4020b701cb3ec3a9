namespace AiInstrument.Dashboard.Hosting;

/// <summary>The folder of the database and the key ring.</summary>
internal static class DataFolder
{
    /// <summary>Creates the folder for its owner alone and proves that it can be written.</summary>
    /// <exception cref="DashboardStartException">It cannot be created or written.</exception>
    public static void Prepare(string path)
    {
        try
        {
            CreatePrivate(path);
            CreatePrivate(KeyRing(path));
            var probe = Path.Combine(path, Path.GetRandomFileName());
            using (File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DashboardStartException($"The data folder '{path}' cannot be written: {exception.Message}", exception);
        }
    }

    public static string KeyRing(string path) => Path.Combine(path, "keys");

    private static void CreatePrivate(string path)
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
