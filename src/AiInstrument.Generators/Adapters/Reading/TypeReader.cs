namespace AiInstrument.Generators.Adapters.Reading;

/// <summary>
/// What is read of one type. A path is members with dots between them; <c>[]</c> goes through a collection, <c>|</c> separates
/// alternatives of which the first that exists is taken, and the empty path is the value itself.
/// </summary>
/// <param name="Role">Where the type is met.</param>
/// <param name="Type">Its metadata name; with type arguments as <c>Wrapper`1[Inner]</c>.</param>
internal sealed record TypeReader(ReaderRole Role, string Type)
{
    /// <summary>The model: asked for in a target or request, answered by in a response. Only text is a model's name.</summary>
    public string? Model { get; init; }

    /// <summary>The client's endpoint: a <c>Uri</c>, or text.</summary>
    public string? Endpoint { get; init; }

    public string? MaxTokens { get; init; }

    public string? Temperature { get; init; }

    public string? TopP { get; init; }

    public string? ServiceTier { get; init; }

    public string? Id { get; init; }

    public string? FinishReason { get; init; }

    /// <summary>The tool calls of a response, or what begins each of them in a stream: those that are not null are counted.</summary>
    public string? ToolCalls { get; init; }

    /// <summary>The numbers of the embeddings: those of the first are counted.</summary>
    public string? Dimensions { get; init; }

    /// <summary>The images, which are counted.</summary>
    public string? Images { get; init; }

    public string? ImageSize { get; init; }

    public string? AudioSeconds { get; init; }

    /// <summary>Text that is billed by its characters.</summary>
    public string? SpokenText { get; init; }

    public UsageReader[] Usage { get; init; } = [];

    /// <summary>What the same value may be beyond its declared type.</summary>
    public TypeReader[] Subtypes { get; init; } = [];

    /// <summary>The same in a wrapper that carries the value.</summary>
    /// <param name="wrapper">The wrapper's metadata name, of one type parameter.</param>
    /// <param name="member">Its member that is the value.</param>
    public TypeReader WrappedIn(string wrapper, string member) => this with
    {
        Type = $"{wrapper}[{Type}]",
        Model = Prefixed(Model, member),
        ServiceTier = Prefixed(ServiceTier, member),
        Id = Prefixed(Id, member),
        FinishReason = Prefixed(FinishReason, member),
        ToolCalls = Prefixed(ToolCalls, member),
        Dimensions = Prefixed(Dimensions, member),
        Usage = [.. Usage.Select(u => u with { Path = Prefixed(u.Path, member)! })],
    };

    private static string? Prefixed(string? path, string member) =>
        path is null ? null : string.Join("|", path.Split('|').Select(p => p.Length == 0 ? member : member + "." + p));
}
