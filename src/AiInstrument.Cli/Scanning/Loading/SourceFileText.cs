using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>A file that is no source, read when it is asked for.</summary>
/// <param name="path">Its full path.</param>
internal sealed class SourceFileText(string path) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText? GetText(CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        return SourceText.From(file);
    }
}
