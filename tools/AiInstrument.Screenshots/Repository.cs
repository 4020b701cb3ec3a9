using System.Reflection;

namespace AiInstrument.Screenshots;

/// <summary>The repository that the program was built from.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "Repository").Value!;
}
