using System.Reflection;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>What the build told the tests about itself.</summary>
internal static class BuildFacts
{
    private static readonly Dictionary<string, string> Metadata = typeof(BuildFacts).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(a => a.Key, a => a.Value!, StringComparer.Ordinal);

    public static string Repository => Metadata["Repository"];

    public static string Configuration => Metadata["Configuration"];

    /// <summary>Where the machine keeps the packages that it has restored.</summary>
    public static string PackageFolder => Metadata["PackageFolder"];

    public static string SupportDesk => Metadata["SupportDesk"];

    public static string ModelStub => Metadata["ModelStub"];

    public static string CrashingApp => Metadata["AiInstrument.CrashingApp"];

    public static string DashboardHost => Metadata["AiInstrument.Dashboard.Host"];

    /// <summary>The version of a package that this repository uses.</summary>
    public static string VersionOf(string package) => Metadata[package];
}
