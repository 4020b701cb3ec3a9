using System.Text.Json;
using System.Text.Json.Serialization;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Baselines;

/// <summary>Findings that a code base accepts for now. It holds no files and no lines: what moves stays accepted.</summary>
/// <param name="Findings">The findings, in order.</param>
internal sealed record Baseline(IReadOnlyList<BaselineEntry> Findings)
{
    /// <summary>The version of the file's shape.</summary>
    public const int CurrentVersion = 1;

    private const long MostBytes = 64L * 1024 * 1024;

    /// <summary>Nothing is accepted.</summary>
    public static Baseline Empty { get; } = new([]);

    /// <summary>The version of the shape.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Accepts findings. Notes are not held against anybody, and are not listed.</summary>
    public static Baseline Of(IEnumerable<BaselineEntry> entries) =>
        new([
            .. entries.DistinctBy(entry => entry.Key)
                .OrderBy(entry => entry.Project, StringComparer.Ordinal)
                .ThenBy(entry => entry.Member, StringComparer.Ordinal)
                .ThenBy(entry => entry.Rule, StringComparer.Ordinal)
                .ThenBy(entry => entry.Id, StringComparer.Ordinal),
        ]);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no baseline, or one of a newer version.</exception>
    public static async Task<Baseline> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        if (new FileInfo(path).Length > MostBytes)
        {
            throw new InvalidDataException($"{name} is larger than a baseline can be.");
        }

        try
        {
            var baseline = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), CodeJson.Default.Baseline);
            return baseline switch
            {
                { Version: > CurrentVersion } => throw new InvalidDataException($"{name} is a baseline of version {baseline.Version}, and this version of the tool reads version {CurrentVersion}: update the tool."),
                { Version: CurrentVersion, Findings: not null } when baseline.Findings.All(entry => entry is { Id: not null, Rule: not null, Project: not null, Member: not null }) => baseline,
                _ => throw new InvalidDataException($"{name} is no baseline."),
            };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name} is no baseline: {e.Message}", e);
        }
    }

    /// <summary>The file's text: the same findings give the same bytes.</summary>
    public string ToText() => JsonSerializer.Serialize(this, CodeJson.Default.Baseline) + "\n";
}

/// <summary>An accepted finding. Rule and id say which; the rest knows it again when its member is moved or renamed, and is for who reads the file.</summary>
/// <param name="Id">The call site's id, or the finding's.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Project">The assembly's name.</param>
/// <param name="Member">The member around it.</param>
internal sealed record BaselineEntry(string Id, string Rule, string Project, string Member)
{
    /// <summary>What makes two entries the same.</summary>
    [JsonIgnore]
    public (string Rule, string Id) Key => (Rule, Id);

    /// <summary>A hash of the message and of the member's code without its name; null when it is about no code, or when an older tool wrote the file.</summary>
    public string? Code { get; init; }

    /// <summary>The entry that accepts a finding.</summary>
    public static BaselineEntry Of(ScanFinding finding) => new(finding.Id, finding.Rule, finding.Project, finding.Member) { Code = finding.Code };
}
