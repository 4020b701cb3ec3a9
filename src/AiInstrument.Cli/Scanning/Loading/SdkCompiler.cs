using System.Runtime.Loader;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>
/// The compiler of the SDK that builds the code base: the same version of C#, the generators of the same SDK, and code that is
/// compiled ahead of time. The tool brings none of its own; what uses its types runs only after <see cref="Use"/>.
/// </summary>
internal static class SdkCompiler
{
    private const string Prefix = "Microsoft.CodeAnalysis";
    private static readonly Version Oldest = new(4, 14);
    private static readonly Lock s_lock = new();
    private static string? s_folder;

    /// <summary>Loads the compiler. The first of a process stays.</summary>
    /// <param name="compilerFolder">The folder that the SDK names.</param>
    /// <exception cref="RefusedException">There is none that is new enough.</exception>
    public static void Use(string compilerFolder)
    {
        lock (s_lock)
        {
            if (s_folder is null)
            {
                s_folder = Find(compilerFolder);
                AssemblyLoadContext.Default.Resolving += (context, name) =>
                    name.Name?.StartsWith(Prefix, StringComparison.Ordinal) == true && PathOf(name.Name) is { } file ? context.LoadFromAssemblyPath(file) : null;
            }
        }
    }

    /// <summary>The file of one of the compiler's assemblies; null when it has none of this name.</summary>
    public static string? PathOf(string assembly) => Path.Combine(s_folder!, assembly + ".dll") is var file && File.Exists(file) ? file : null;

    private static string Find(string compilerFolder)
    {
        if (IsNewEnough(compilerFolder))
        {
            return Inner(compilerFolder);
        }

        // …/sdk/9.0.100/Roslyn: an older one is next to newer ones, whose compilers read older code.
        var sdks = new DirectoryInfo(Path.TrimEndingDirectorySeparator(compilerFolder)).Parent?.Parent;
        return sdks?.Exists == true && sdks.EnumerateDirectories().Select(sdk => Path.Combine(sdk.FullName, "Roslyn")).Where(IsNewEnough).MaxBy(VersionOf) is { } newest
            ? Inner(newest)
            : throw new RefusedException($"The .NET SDK 9.0.300 or later is needed: {compilerFolder} has an older compiler.");
    }

    private static string Inner(string folder) => Path.Combine(folder, "bincore");

    private static bool IsNewEnough(string folder) => VersionOf(folder) is { } version && version >= Oldest;

    private static Version? VersionOf(string folder)
    {
        var file = Path.Combine(Inner(folder), Prefix + ".dll");
        return File.Exists(file) ? System.Reflection.AssemblyName.GetAssemblyName(file).Version : null;
    }
}
