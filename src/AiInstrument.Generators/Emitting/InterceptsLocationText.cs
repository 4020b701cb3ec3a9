namespace AiInstrument.Generators.Emitting;

/// <summary>The attribute that makes a method an interceptor: its declaration and its uses.</summary>
internal static class InterceptsLocationText
{
    public static SourceWriter InterceptsLocation(this SourceWriter writer, int version, string data) =>
        writer.Line($"[global::System.Runtime.CompilerServices.InterceptsLocation({version}, {Code.Literal(data)})]");

    /// <summary>Of this file alone: other generators have their own.</summary>
    public static SourceWriter InterceptsLocationAttribute(this SourceWriter writer) =>
        writer.Block("namespace System.Runtime.CompilerServices", static ns => ns
            .Line("[global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]")
            .Block("file sealed class InterceptsLocationAttribute : global::System.Attribute", static body => body
                .Block("public InterceptsLocationAttribute(int version, string data)", static _ => { })));
}
