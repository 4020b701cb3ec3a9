namespace AiInstrument.Generators.Specs;

/// <summary>A declared feature.</summary>
internal sealed record FeatureSpec(string Id, string? Category, string? Owner, string? Purpose);

/// <summary>An HTTP endpoint. The pattern starts with a slash.</summary>
internal sealed record RouteSpec(string Method, string Pattern);

/// <summary>An entry point that is not HTTP.</summary>
/// <param name="Name">The name on spans.</param>
/// <param name="Kind"><c>job</c> or <c>message</c>.</param>
/// <param name="Property">The property that is wished for.</param>
internal sealed record JobSpec(string Name, string Kind, string Property);

/// <summary>Something with the generated property that gives it.</summary>
/// <typeparam name="T">The thing.</typeparam>
/// <param name="Property">The property's name.</param>
/// <param name="Value">The thing.</param>
internal sealed record Named<T>(string Property, T Value);
