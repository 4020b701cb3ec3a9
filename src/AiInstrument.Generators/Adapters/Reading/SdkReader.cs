namespace AiInstrument.Generators.Adapters.Reading;

/// <summary>
/// What is read of an SDK, as paths through its types. The adapter is written from them against the version that the user
/// references: a member that it lacks is left out, so that no version of an SDK can break a build.
/// </summary>
/// <param name="Name">The adapter's file: <c>OllamaSharp</c> becomes <c>AiInstrument.OllamaSharp.Adapter.g.cs</c>.</param>
/// <param name="Types">The types, each at most once in a role.</param>
internal sealed record SdkReader(string Name, params TypeReader[] Types);
