using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>A described project with its compiler's arguments read.</summary>
/// <param name="Description">What MSBuild says.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record ScannedInput(ProjectDescription Description, CSharpCommandLineArguments Arguments)
{
    /// <summary>Reads the arguments.</summary>
    public static ScannedInput Of(ProjectDescription description) =>
        new(description, CSharpCommandLineParser.Default.Parse(description.Arguments, Path.GetDirectoryName(description.File)!, sdkDirectory: null));
}
