using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Loads the generators that projects bring, each folder's by themselves, on the compiler that all share.</summary>
internal sealed class GeneratorAssemblies : IAnalyzerAssemblyLoader
{
    private readonly ConcurrentDictionary<string, Folder> _folders = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void AddDependencyLocation(string fullPath)
    {
        // What is needed is looked for beside what needs it.
    }

    /// <inheritdoc/>
    public Assembly LoadFromPath(string fullPath) => _folders.GetOrAdd(Path.GetDirectoryName(fullPath)!, folder => new Folder(folder)).LoadFromAssemblyPath(fullPath);

    private sealed class Folder(string folder) : AssemblyLoadContext(name: null)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            // Null asks the default context: the compiler's types must be the tool's.
            var file = Path.Combine(folder, assemblyName.Name + ".dll");
            return assemblyName.Name is null || SdkCompiler.PathOf(assemblyName.Name) is not null || !File.Exists(file) ? null : LoadFromAssemblyPath(file);
        }
    }
}
