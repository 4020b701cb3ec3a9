using System.Text;

namespace AiInstrument.Cli.Output;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text as UTF-8.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var half = path + ".tmp-" + Guid.NewGuid().ToString("n");
        try
        {
            await File.WriteAllTextAsync(half, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken).ConfigureAwait(false);
            File.Move(half, path, overwrite: true);
        }
        finally
        {
            File.Delete(half);
        }
    }
}
