using System.Reflection;

namespace AiInstrument.Docs.Tests.Pages;

/// <summary>The repository whose pages are tested.</summary>
internal static class Repository
{
    private static readonly string[] OutsideDocs = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md"];

    private static readonly string[] Sources = ["src", "dashboard", "samples", "tests", "tools"];

    /// <summary>Its folder.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!;

    /// <summary>Every page, with its code and links, by its path.</summary>
    public static IReadOnlyDictionary<string, Page> Pages { get; } = Paths().ToDictionary(path => path, path => Page.Read(path, Read(path)), StringComparer.Ordinal);

    /// <summary>The full path of a file.</summary>
    public static string PathOf(string path) => Path.GetFullPath(Path.Combine(Root, path));

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n");

    /// <summary>The files below a folder with one of the extensions, generated ones left out.</summary>
    public static IEnumerable<string> FilesBelow(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => extensions.Contains(Path.GetExtension(path)) && !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Paths() =>
    [
        .. OutsideDocs,
        .. FilesBelow("docs", ".md"),
        .. Sources.SelectMany(folder => FilesBelow(folder, ".md")).Where(path => Path.GetFileName(path) == "PACKAGE.md"),
    ];
}
