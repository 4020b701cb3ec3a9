using System.Reflection;

namespace AiInstrument.Cli.Tests.Support;

/// <summary>What the build told the tests about itself.</summary>
internal static class RepositoryFacts
{
    /// <summary>The repository's folder.</summary>
    public static string Folder { get; } = Find("Repository");

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = Find("Configuration");

    private static string Find(string key) => typeof(RepositoryFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
