namespace AiInstrument.Http;

/// <summary>Takes the values that <see cref="JsonScalars"/> finds.</summary>
internal interface IJsonFacts
{
    /// <summary>One value.</summary>
    /// <param name="path">Its property names joined by dots, for example <c>usage.prompt_tokens</c>. Arrays have no name.</param>
    /// <param name="value">The value.</param>
    void Take(ReadOnlySpan<byte> path, JsonScalar value);
}
