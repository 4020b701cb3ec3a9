namespace AiInstrument.Generators.Specs;

/// <summary>A page model's file and the methods that it handles.</summary>
internal sealed record PageModelSpec(string Path, EquatableArray<string> Methods);

/// <summary>A <c>.cshtml</c> file with an <c>@page</c> directive.</summary>
/// <param name="Path">The file.</param>
/// <param name="Template">The directive's template, or null.</param>
internal sealed record PageFileSpec(string Path, string? Template);
