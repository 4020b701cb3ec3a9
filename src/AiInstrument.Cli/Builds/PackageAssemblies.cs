using System.Text.Json;

namespace AiInstrument.Cli.Builds;

/// <summary>The assemblies in build output that came with packages, by the application's <c>.deps.json</c>: they are other people's code.</summary>
internal static class PackageAssemblies
{
    /// <summary>Full paths of what packages brought into folders.</summary>
    public static HashSet<string> Of(IEnumerable<string> folders)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.deps.json"))
            {
                files.UnionWith(Names(file).Select(name => Path.Combine(folder, name)));
            }
        }

        return files;
    }

    private static List<string> Names(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var packages = json.RootElement.GetProperty("libraries").EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Select(library => library.Name)
                .ToHashSet(StringComparer.Ordinal);
            return
            [
                .. json.RootElement.GetProperty("targets").EnumerateObject()
                    .SelectMany(target => target.Value.EnumerateObject())
                    .Where(library => packages.Contains(library.Name) && library.Value.TryGetProperty("runtime", out _))
                    .SelectMany(library => library.Value.GetProperty("runtime").EnumerateObject())
                    .Select(asset => Path.GetFileName(asset.Name)),
            ];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Without it every assembly counts as the application's own.
            return [];
        }
    }
}
