namespace AiInstrument.Generators.Adapters;

/// <summary>A member that only some versions of an SDK have.</summary>
/// <param name="Symbol">The preprocessor symbol that stands for it.</param>
/// <param name="Type">Its type's metadata name.</param>
/// <param name="Name">Its name.</param>
internal sealed record VersionedMember(string Symbol, string Type, string Name);
