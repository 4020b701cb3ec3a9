namespace AiInstrument;

/// <summary>One open scope in the current flow: what it sets, laid over what the scopes around it set.</summary>
internal sealed class AiScopeFrame
{
    private readonly AiScopeFrame? _outer;
    private readonly AiAttribution _own;
    private readonly object _scope;

    public AiScopeFrame(AiScopeFrame? outer, AiAttribution own)
        : this(outer, own, new object())
    {
    }

    private AiScopeFrame(AiScopeFrame? outer, AiAttribution own, object scope)
    {
        _outer = outer;
        _own = own;
        _scope = scope;
        Effective = (outer?.Effective ?? AiAttribution.Empty).With(own);
    }

    public AiAttribution Effective { get; }

    /// <summary>The frames that stay open when the scope of <paramref name="frame"/> closes. Those inside it keep what they set.</summary>
    public static AiScopeFrame? Close(AiScopeFrame? innermost, AiScopeFrame frame)
    {
        if (innermost is null || ReferenceEquals(innermost._scope, frame._scope))
        {
            return innermost?._outer;
        }

        return new AiScopeFrame(Close(innermost._outer, frame), innermost._own, innermost._scope);
    }
}
