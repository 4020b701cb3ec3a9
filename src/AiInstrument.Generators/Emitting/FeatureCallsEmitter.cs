using AiInstrument.Catalog.Calls;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Writes the interceptors that hand a caller's feature over: one body per called method, one stub per call.</summary>
internal static class FeatureCallsEmitter
{
    public static SourceText Emit(FeatureCallList list, bool hasFileTypes) =>
        SourceWriter.ForFile()
            .Block($"namespace {Code.GeneratedNamespace}", ns => ns
                .Line(Code.Embedded)
                .Block($"internal static class {Code.FeatureCalls}", body =>
                {
                    var features = list.Features.ToDictionary(f => f.Value.Id, f => $"global::{list.Namespace}.{Code.Features}.{f.Property}", StringComparer.Ordinal);
                    body.Separated(list.Calls, (writer, call) => Stub(writer, call, features[call.Feature.Id]));
                    body.Line();
                    body.Separated(list.Calls.Select(c => c.Method).Distinct().OrderBy(m => m.BodyName, StringComparer.Ordinal), Body);
                }))
            .InterceptsLocationAttribute(hasFileTypes)
            .ToSourceText();

    private static void Stub(SourceWriter writer, FeatureCallSpec call, string feature)
    {
        var method = call.Method;
        writer.InterceptsLocation(call.Version, call.Data);
        writer.Line($"internal static {method.ReturnType} Call_{call.Id}{MethodText.TypeParameters(method)}({string.Join(", ", MethodText.ParameterList(method))}){MethodText.Constraints(method)}");
        writer.Indented(body => body.Line($"=> {method.BodyName}{MethodText.TypeParameters(method)}({string.Join(", ", MethodText.BodyArguments(method).Append(feature))});"));
    }

    /// <summary>The scope closes before the method's caller goes on; what the method started asynchronously keeps it.</summary>
    private static void Body(SourceWriter writer, MethodSpec method)
    {
        var parameters = MethodText.BodyParameters(method).Append("global::AiInstrument.AiFeatureInfo feature");
        writer.Block(
            $"private static {method.ReturnType} {method.BodyName}{MethodText.TypeParameters(method)}({string.Join(", ", parameters)}){MethodText.Constraints(method)}",
            body => body.Block("using (global::AiInstrument.AiScope.Feature(feature))", scope =>
            {
                var call = MethodText.OriginalCall(method);
                scope.Line(method.Shape is CallShape.AsyncEnumerable or CallShape.Enumerable ? $"return global::AiInstrument.Capture.AiCallerFeature.Within({call}, feature);"
                    : method.ReturnType == "void" ? $"{call};"
                    : $"return {call};");
            }));
    }
}

/// <summary>What the file of these interceptors needs.</summary>
/// <param name="Namespace">The namespace of <c>AiFeatures</c>.</param>
/// <param name="Features">The project's features.</param>
/// <param name="Calls">The calls, in order.</param>
internal sealed record FeatureCallList(string Namespace, EquatableArray<Named<FeatureSpec>> Features, EquatableArray<FeatureCallSpec> Calls);
