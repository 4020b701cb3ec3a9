namespace AiInstrument.Registry;

/// <summary>A place in source that calls a model. Generated, one instance for each call.</summary>
public sealed record AiCallSite
{
    /// <summary>Sixteen lower-case hex digits: a hash of assembly, member, target method and ordinal that survives edits elsewhere.</summary>
    public required string Id { get; init; }

    /// <summary>The containing member as <c>Namespace.Type.Member(ParameterTypes)</c>.</summary>
    public required string Member
    {
        get;
        init
        {
            field = value;
            FunctionName = WithoutArguments(value);
        }
    }

    /// <summary>The member as <c>code.function.name</c> gives it: once for each site, not for each call.</summary>
    internal string FunctionName { get; private init; } = "";

    /// <summary>The source file, relative to the project, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The SDK's short name in the catalog, for example <c>openai</c>.</summary>
    public required string Sdk { get; init; }

    /// <summary>The called method as <c>Namespace.Type.Method</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The GenAI operation: <c>chat</c>, <c>embeddings</c>, <c>generate_content</c>, …</summary>
    public required string Operation { get; init; }

    /// <summary>The provider as <c>gen_ai.provider.name</c> spells it, or null when it shows only at run time.</summary>
    public string? Provider { get; init; }

    /// <summary>The model when it is a constant at the call, else null.</summary>
    public string? Model { get; init; }

    /// <summary>The feature that encloses the call in source, or null when it comes from the ambient scope.</summary>
    public AiFeatureInfo? Feature { get; init; }

    /// <summary>The reason why the call cannot be intercepted, or null when it is intercepted.</summary>
    public string? Escape { get; init; }

    /// <summary><c>code.function.name</c> is without arguments (semantic conventions, code attributes); a member's own parentheses close it.</summary>
    private static string WithoutArguments(string member)
    {
        if (!member.EndsWith(')'))
        {
            return member;
        }

        // From the end, since tuple types put parentheses into type arguments too.
        var depth = 0;
        for (var i = member.Length - 1; i > 0; i--)
        {
            if (member[i] == ')')
            {
                depth++;
            }
            else if (member[i] == '(' && --depth == 0)
            {
                return member[..i];
            }
        }

        return member;
    }
}
