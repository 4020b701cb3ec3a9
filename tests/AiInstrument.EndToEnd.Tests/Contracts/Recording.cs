using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiInstrument.EndToEnd.Tests.Contracts;

/// <summary>What an application and a collector of one version said to each other, and what the collector made of it.</summary>
/// <param name="Version">The version of both.</param>
/// <param name="Exchanges">The exchanges, in their order.</param>
/// <param name="Rows">The records that they left, oldest first, as the JSON API says them.</param>
/// <param name="Features">The ids of the features that the registry named.</param>
internal sealed record Recording(string Version, IReadOnlyList<Exchange> Exchanges, JsonArray Rows, IReadOnlyList<string> Features)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static string Folder => Path.Combine(BuildFacts.Repository, "tests", "AiInstrument.EndToEnd.Tests", "Contracts", "Recordings");

    /// <summary>The versions that are recorded.</summary>
    public static TheoryData<string> Versions => [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Reads a version's.</summary>
    public static Recording Read(string version)
    {
        using var file = File.OpenRead(Path.Combine(Folder, version + ".json"));
        return JsonSerializer.Deserialize<Recording>(file, Json)!;
    }

    /// <summary>Keeps it with the tests.</summary>
    public void Write() => File.WriteAllText(Path.Combine(Folder, Version + ".json"), JsonSerializer.Serialize(this, Json) + "\n");
}
