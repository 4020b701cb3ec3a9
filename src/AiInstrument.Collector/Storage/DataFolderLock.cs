namespace AiInstrument.Collector.Storage;

/// <summary>Held for as long as the collector runs, so that two collectors never write one database. The operating system lets go of it when the process dies.</summary>
internal static class DataFolderLock
{
    /// <summary>Creates the folder and takes the lock.</summary>
    /// <exception cref="CollectorStartException">The folder cannot be created or written, or another collector holds the lock.</exception>
    public static FileStream Take(string directory)
    {
        var path = Path.Combine(directory, "aiinstrument.lock");
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CollectorStartException($"The data folder '{directory}' cannot be written: check its owner and permissions.", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new CollectorStartException($"The data folder '{directory}' is in use by another collector, or its lock file cannot be opened.", e);
        }
        catch (IOException e)
        {
            throw new CollectorStartException($"The data folder '{directory}' cannot be created: {e.Message}", e);
        }
    }

    /// <summary>Whether the collector that held the lock before ended without <see cref="Mark"/>: it was killed, or the machine lost its power.</summary>
    public static bool WasLeftOpen(FileStream held) => held.Length > 0;

    /// <summary>Notes in the lock file whether the database is open.</summary>
    public static void Mark(FileStream held, bool open)
    {
        held.SetLength(0);
        if (open)
        {
            held.Write("open"u8);
        }

        held.Flush(flushToDisk: true);
    }
}
