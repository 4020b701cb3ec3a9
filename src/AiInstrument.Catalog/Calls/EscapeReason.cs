namespace AiInstrument.Catalog.Calls;

/// <summary>Why a call site cannot be intercepted.</summary>
internal enum EscapeReason
{
    /// <summary>It can.</summary>
    None,
    MethodGroup,
    BaseCall,
    ExpressionTree,
    DynamicArgument,
    StaticAbstract,
    ProtectedMember,
    InaccessibleType,
    UnsupportedShape,
    RawHttp,
    RazorGenerated,
    OptedOut,
    InterceptionOff,
    LanguageVersion,
    TwinFile,

    /// <summary>A property, a constructor or a local function: the compiler intercepts none.</summary>
    NotAMethod,

    /// <summary>The SDK is known, and nothing reads its results yet.</summary>
    NoAdapter,

    /// <summary>The SDK reads the usage and hands out the rest.</summary>
    UsageDropped,

    /// <summary>Only the run time knows whether a model is called.</summary>
    PossibleCall,
}

/// <summary>The reasons as the registry stores them and as diagnostics say them.</summary>
internal static class EscapeReasonText
{
    /// <summary>A short stable code, for the registry and for pages.</summary>
    public static string Code(this EscapeReason reason) => reason switch
    {
        EscapeReason.MethodGroup => "method-group",
        EscapeReason.BaseCall => "base-call",
        EscapeReason.ExpressionTree => "expression-tree",
        EscapeReason.DynamicArgument => "dynamic-argument",
        EscapeReason.StaticAbstract => "static-abstract",
        EscapeReason.ProtectedMember => "protected-member",
        EscapeReason.InaccessibleType => "inaccessible-type",
        EscapeReason.UnsupportedShape => "unsupported-shape",
        EscapeReason.RawHttp => "raw-http",
        EscapeReason.RazorGenerated => "razor-generated",
        EscapeReason.OptedOut => "opted-out",
        EscapeReason.InterceptionOff => "interception-off",
        EscapeReason.LanguageVersion => "language-version",
        EscapeReason.TwinFile => "twin-file",
        EscapeReason.NotAMethod => "not-a-method",
        EscapeReason.NoAdapter => "no-adapter",
        EscapeReason.UsageDropped => "usage-dropped",
        EscapeReason.PossibleCall => "possible-call",
        _ => "none",
    };

    /// <summary>A sentence part that completes "the call is not measured because …".</summary>
    public static string Because(this EscapeReason reason) => reason switch
    {
        EscapeReason.MethodGroup => "the method is used as a delegate; call it in a lambda instead",
        EscapeReason.BaseCall => "calls through 'base' cannot be intercepted",
        EscapeReason.ExpressionTree => "calls in an expression tree cannot be intercepted",
        EscapeReason.DynamicArgument => "an argument is 'dynamic'; cast it to the parameter's type",
        EscapeReason.StaticAbstract => "static abstract and virtual members of interfaces cannot be intercepted",
        EscapeReason.ProtectedMember => "the called member is private or protected",
        EscapeReason.InaccessibleType => "a type in the call's signature is private to its containing type",
        EscapeReason.UnsupportedShape => "the method returns a shape that cannot be observed",
        EscapeReason.RawHttp => "it is raw HTTP; use the provider's SDK or an instrumented HttpClient",
        EscapeReason.RazorGenerated => "code in a Razor file cannot be intercepted; move the call to a class",
        EscapeReason.OptedOut => "[AiNoIntercept] excludes it",
        EscapeReason.InterceptionOff => "AiInstrumentInterceptCalls is false for this project",
        EscapeReason.LanguageVersion => "the project's LangVersion is below 8, or below a keyword of the method's signature",
        EscapeReason.TwinFile => "another file of the project has the same text, and the compiler cannot tell them apart",
        EscapeReason.NotAMethod => "only calls of methods can be intercepted; open AiScope.Feature around it",
        EscapeReason.NoAdapter => "AiInstrument has no adapter for it yet",
        EscapeReason.UsageDropped => "the SDK drops the usage before it returns",
        EscapeReason.PossibleCall => "only the run time knows whether it reaches a model",
        _ => "of an unknown reason",
    };
}
