namespace AiInstrument.Dashboard.Scope;

/// <summary>A query parameter as its reader asks for it: what the reader refuses and what the API's document says are the same.</summary>
/// <param name="Name">The name in the address.</param>
/// <param name="About">One English sentence, or null where only a page reads it.</param>
internal sealed record QueryParameter(string Name, string? About)
{
    /// <summary>The only values, or null for any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The smallest number; null for what is no number.</summary>
    public long? Minimum { get; init; }

    /// <summary>The largest number; null for what is no number.</summary>
    public long? Maximum { get; init; }

    /// <summary>What holds where the parameter is left out; a string, a number or null.</summary>
    public object? Default { get; init; }

    /// <summary><c>date</c>, <c>date-time</c> or another format of JSON Schema; null for any text.</summary>
    public string? Format { get; init; }

    /// <summary>Whether it is true or false.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A value that would be taken, or null.</summary>
    public string? Example { get; init; }
}
