using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace AiInstrument.Dashboard.Assets;

/// <summary>
/// The embedded scripts, styles and fonts. Their addresses carry one fingerprint of them all, so that browsers keep them for good,
/// a changed file gets a new address, and styles can name fonts beside them.
/// </summary>
internal sealed class DashboardAssets
{
    private const string ResourcePrefix = "assets/";
    private const string Compressed = ".br";

    private readonly FrozenDictionary<string, Asset> _assets;

    public DashboardAssets()
    {
        var assembly = typeof(DashboardAssets).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = new Dictionary<string, byte[]>();
        foreach (var name in names)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(content);
            files[name[ResourcePrefix.Length..]] = content;
        }

        _assets = files.Where(file => !file.Key.EndsWith(Compressed, StringComparison.Ordinal))
            .ToFrozenDictionary(file => file.Key, file => new Asset(file.Key, file.Value, files.GetValueOrDefault(file.Key + Compressed)));
        Version = Convert.ToHexStringLower(hash.GetHashAndReset()[..8]);
    }

    /// <summary>Sixteen hex digits that change with any file.</summary>
    public string Version { get; }

    public Asset? Find(string name) => _assets.GetValueOrDefault(name);
}
