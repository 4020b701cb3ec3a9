namespace AiInstrument.Registry;

/// <summary>Names of the registry on the wire: one span for each chunk of a manifest.</summary>
internal static class RegistryKeys
{
    public const string SourceName = "AiInstrument.Registry";
    public const string SpanName = "aiinstrument.registry";

    /// <summary>The value of <see cref="Schema"/> that this version writes.</summary>
    public const int SchemaVersion = 1;

    public const string Schema = "aiinstrument.registry.schema";
    public const string Assembly = "aiinstrument.registry.assembly";
    public const string ChunkIndex = "aiinstrument.registry.chunk.index";
    public const string ChunkCount = "aiinstrument.registry.chunk.count";
    public const string Payload = "aiinstrument.registry.payload";
}
