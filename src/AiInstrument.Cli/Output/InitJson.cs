using System.Text.Json.Serialization;

namespace AiInstrument.Cli.Output;

/// <summary>What <c>init</c> says as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(InitResult))]
[JsonSerializable(typeof(UndoResult))]
internal sealed partial class InitJson : JsonSerializerContext;

/// <summary>What was done, or would be.</summary>
/// <param name="Changed">The files are changed.</param>
/// <param name="Changes">The files.</param>
/// <param name="Notes">What stays as it is, and why.</param>
/// <param name="Journal">What takes it back.</param>
/// <param name="Baseline">The baseline that was made.</param>
internal sealed record InitResult(bool Changed, IReadOnlyList<PlannedChange> Changes, IReadOnlyList<string> Notes, string? Journal, string? Baseline);

/// <summary>A file that is added to or made.</summary>
/// <param name="File">Its path from the solution's folder.</param>
/// <param name="New">It is made.</param>
/// <param name="Lines">The lines that are added.</param>
/// <param name="Why">Why.</param>
internal sealed record PlannedChange(string File, bool New, IReadOnlyList<string> Lines, string Why);

/// <summary>What was taken back.</summary>
/// <param name="Files">Files that are as they were.</param>
internal sealed record UndoResult(IReadOnlyList<string> Files);
