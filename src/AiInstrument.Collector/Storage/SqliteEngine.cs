using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Lets EF Core 10 run on SQLitePCLRaw 2.0.6: the loader refuses an assembly older than the one that the provider was built against, unless a handler hands it over.
/// Delete this file together with <c>SqliteEngine.props</c> when SQLitePCLRaw 2.1.13 or later can be restored.
/// </summary>
internal static class SqliteEngine
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "The handler must be there before the first SQLite type is compiled, whichever entry point comes first.")]
    internal static void Register() => AssemblyLoadContext.Default.Resolving += LoadAnyVersion;

    private static Assembly? LoadAnyVersion(AssemblyLoadContext context, AssemblyName name) =>
        name is { Name: { } simpleName, Version: not null } && simpleName.StartsWith("SQLitePCLRaw", StringComparison.Ordinal)
            ? context.LoadFromAssemblyName(new AssemblyName(simpleName))
            : null;
}
