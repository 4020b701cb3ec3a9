namespace AiInstrument.Capture;

/// <summary>Values of <c>aiinstrument.outcome</c>.</summary>
internal static class CallOutcome
{
    /// <summary>The response came in full.</summary>
    public const string Ok = "ok";

    /// <summary>The call threw.</summary>
    public const string Error = "error";

    /// <summary>A budget did not allow it: the model was not called.</summary>
    public const string Denied = "denied";

    /// <summary>The caller cancelled it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The consumer stopped reading the stream before its end.</summary>
    public const string Abandoned = "abandoned";
}
