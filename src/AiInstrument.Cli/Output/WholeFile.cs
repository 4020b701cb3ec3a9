using System.Text;

namespace AiInstrument.Cli.Output;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text as UTF-8; folders that are missing are made.</summary>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var half = path + ".tmp-" + Guid.NewGuid().ToString("n");
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            await File.WriteAllTextAsync(half, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken).ConfigureAwait(false);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            Remove(half);
        }
    }

    private static void Remove(string half)
    {
        // A folder that could not be made has no half file.
        if (File.Exists(half))
        {
            File.Delete(half);
        }
    }
}
