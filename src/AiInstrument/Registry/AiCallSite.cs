using System.Diagnostics.CodeAnalysis;

namespace AiInstrument.Registry;

/// <summary>A place in source that calls a model. Generated, one instance for each call.</summary>
public sealed record AiCallSite
{
    private readonly Memo _memo = new();

    /// <summary>Creates a call site whose members are set one by one.</summary>
    public AiCallSite()
    {
    }

    /// <summary>Creates a call site as generated code does, which compiles in C# 8 too. Each parameter is the property of its name.</summary>
    /// <param name="id"><see cref="Id"/>.</param>
    /// <param name="member"><see cref="Member"/>.</param>
    /// <param name="file"><see cref="File"/>.</param>
    /// <param name="line"><see cref="Line"/>.</param>
    /// <param name="sdk"><see cref="Sdk"/>.</param>
    /// <param name="method"><see cref="Method"/>.</param>
    /// <param name="operation"><see cref="Operation"/>.</param>
    /// <param name="provider"><see cref="Provider"/>.</param>
    /// <param name="model"><see cref="Model"/>.</param>
    /// <param name="escape"><see cref="Escape"/>.</param>
    /// <param name="measuredBy"><see cref="MeasuredBy"/>.</param>
    /// <param name="feature"><see cref="Feature"/>.</param>
    [SetsRequiredMembers]
    public AiCallSite(
        string id, string member, string file, int line, string sdk, string method, string operation, string? provider, string? model, string? escape, string? measuredBy, AiFeatureInfo? feature)
    {
        Id = id;
        Member = member;
        File = file;
        Line = line;
        Sdk = sdk;
        Method = method;
        Operation = operation;
        Provider = provider;
        Model = model;
        Escape = escape;
        MeasuredBy = measuredBy;
        Feature = feature;
    }

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

    /// <summary>What the call's client was provably built with, so that it measures the call: <c>middleware</c> or <c>http</c>. Null when nothing says so.</summary>
    public string? MeasuredBy { get; init; }

    /// <summary>What measures the calls that this stands for: <c>middleware</c> or <c>http</c>. Null for a place in source.</summary>
    internal string? Wrapper { get; private init; }

    /// <summary>The line as a tag's value: one box for all calls.</summary>
    internal object BoxedLine
    {
        get
        {
            var box = _memo.Line;
            return box is int line && line == Line ? box : _memo.Line = Line;
        }
    }

    /// <summary>Stands for the calls that a wrapper measures, whose places in source are not known. It is in no registry.</summary>
    /// <param name="kind"><c>middleware</c> or <c>http</c>.</param>
    /// <param name="sdk">The SDK's short name in the catalog.</param>
    /// <param name="operation">The GenAI operation.</param>
    /// <param name="provider">The provider when the wrapper knows it.</param>
    /// <returns>The stand-in; keep it for all calls of the wrapper.</returns>
    public static AiCallSite Wrapped(string kind, string sdk, string operation, string? provider = null)
        => new() { Id = "", Member = "", File = "", Line = 0, Sdk = sdk, Method = "", Operation = operation, Provider = provider, Wrapper = kind };

    /// <summary><c>{operation} {model}</c>. A site that calls one model makes the text once.</summary>
    internal string SpanName(string operation, string? model)
    {
        if (model is null)
        {
            return operation;
        }

        var last = _memo.Name;
        if (last is null || last.Model != model || last.Operation != operation)
        {
            _memo.Name = last = new ModelName(operation, model, $"{operation} {model}");
        }

        return last.Text;
    }

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

    private sealed record ModelName(string Operation, string Model, string Text);

    /// <summary>What was made from the site's values before. No part of what the site is: all are equal.</summary>
    private sealed class Memo
    {
        public ModelName? Name { get; set; }

        public object? Line { get; set; }

        public override bool Equals(object? obj) => obj is Memo;

        public override int GetHashCode() => 0;
    }
}
