using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>The attribute that makes a method an interceptor: its declaration and its uses.</summary>
internal static class InterceptsLocationText
{
    public static SourceWriter InterceptsLocation(this SourceWriter writer, int version, string data) =>
        writer.Line($"[global::System.Runtime.CompilerServices.InterceptsLocation({version}, {Code.Literal(data)})]");

    /// <summary>Of this file alone: other generators have their own. Without file-local types, of a file of its own.</summary>
    public static SourceWriter InterceptsLocationAttribute(this SourceWriter writer, bool hasFileTypes) =>
        hasFileTypes ? Declare(writer.Line(), "file") : writer;

    /// <summary>The attribute for all files of the project.</summary>
    public static SourceText Emit() => Declare(SourceWriter.ForFile(), Code.Embedded + " internal").ToSourceText();

    private static SourceWriter Declare(SourceWriter writer, string modifiers) =>
        writer.Block("namespace System.Runtime.CompilerServices", ns => ns
            .Line("[global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]")
            .Block($"{modifiers} sealed class InterceptsLocationAttribute : global::System.Attribute", static body => body
                .Block("public InterceptsLocationAttribute(int version, string data)", static _ => { })));
}
