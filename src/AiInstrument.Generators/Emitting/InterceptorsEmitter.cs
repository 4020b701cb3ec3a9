using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Writes one thin interceptor per call site: it hands the shared body the site it was called from.</summary>
internal static class InterceptorsEmitter
{
    public static SourceText Emit(EquatableArray<InterceptionSpec> interceptions, bool hasFileTypes) =>
        SourceWriter.ForFile()
            .Block($"namespace {Code.GeneratedNamespace}", ns => ns
                .Line(Code.Embedded)
                .Block($"internal static class {Code.Interceptors}", body => body.Separated(interceptions, Stub)))
            .InterceptsLocationAttribute(hasFileTypes)
            .ToSourceText();

    private static void Stub(SourceWriter writer, InterceptionSpec interception)
    {
        var method = interception.Method;
        var arguments = MethodText.BodyArguments(method).Append($"{Code.CallSites}.{Code.SiteField(interception.SiteId)}");
        writer.InterceptsLocation(interception.Version, interception.Data);
        writer.Line($"internal static {method.ReturnType} Call_{interception.SiteId}{MethodText.TypeParameters(method)}({string.Join(", ", MethodText.ParameterList(method))}){MethodText.Constraints(method)}");
        writer.Indented(body => body.Line($"=> {Code.Bodies}.{method.BodyName}{MethodText.TypeParameters(method)}({string.Join(", ", arguments)});"));
    }
}
