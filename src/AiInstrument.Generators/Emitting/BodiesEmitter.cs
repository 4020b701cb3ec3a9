using AiInstrument.Catalog.Calls;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Writes one body per called method: call the original, observe its result, change nothing.</summary>
internal static class BodiesEmitter
{
    public static SourceText Emit(EquatableArray<MethodSpec> methods) =>
        SourceWriter.ForFile()
            .Line($"namespace {Code.GeneratedNamespace};")
            .Line()
            .Using("System", "AiInstrument.Capture", "AiInstrument.Registry")
            .Line(Code.Embedded)
            .Block($"internal static partial class {Code.Bodies}", body => body.Separated(methods, Body))
            .ToSourceText();

    private static void Body(SourceWriter writer, MethodSpec method)
    {
        var parameters = MethodText.BodyParameters(method).Append("AiCallSite site");
        writer.Block(
            $"internal static {method.ReturnType} {method.BodyName}{MethodText.TypeParameters(method)}({string.Join(", ", parameters)}){MethodText.Constraints(method)}",
            body =>
            {
                switch (method.Shape)
                {
                    case CallShape.AsyncEnumerable:
                    case CallShape.Enumerable:
                    case CallShape.AsyncCollection:
                    case CallShape.Collection:
                        StreamBody(body, method);
                        break;
                    default:
                        CallBody(body, method);
                        break;
                }
            });
    }

    /// <summary>The request is sent when the method is called: the span starts here.</summary>
    private static void CallBody(SourceWriter writer, MethodSpec method)
    {
        // A null receiver must throw what it threw before, and is no call.
        writer.Line(method.Receiver == ReceiverKind.Reference ? "var call = target is null ? null : AiCall.Start(site);" : "var call = AiCall.Start(site);");
        writer.Block("if (call is null)", body => body.Line($"return {MethodText.OriginalCall(method)};"));
        writer.Line();
        Readers(writer, method, "call");
        writer.Line($"{method.ReturnType} result;");
        writer.Block("try", body => body.Line("call.Admit();").Line($"result = {MethodText.OriginalCall(method, Through(method))};"));
        writer.Block("catch (Exception error) when (call.Fail(error))", static body => body.Line("throw;"));
        writer.Block("finally", static body => body.Line("call.Detach();"));
        writer.Line();
        writer.Line(method.Shape switch
        {
            CallShape.Task => "return call.Observe(result);",
            CallShape.TaskOfT => "return Adapter.Observe(call, result, (c, r) => Adapter.Response(c, r));",
            CallShape.TaskOfStreamingResult => "return Adapter.Continue(call, result, (c, r) => Adapter.Update(c, r));",
            CallShape.Value => "return Adapter.ObserveValue(call, result, (c, r) => Adapter.Response(c, r));",
            // The type is said: a ValueTask would pass for a plain value too.
            _ => $"return call.Observe<{method.ItemType}>(result, (c, r) => Adapter.Response(c, r));",
        });
    }

    /// <summary>The request is sent when the result is enumerated: the method is called now, so that it checks its arguments now, and the span starts then.</summary>
    private static void StreamBody(SourceWriter writer, MethodSpec method)
    {
        writer.Block("if (!AiCall.IsListening)", body => body.Line($"return {MethodText.OriginalCall(method)};"));
        writer.Line();
        writer.Line($"var source = {MethodText.OriginalCall(method)};");
        var observe = method.Shape switch
        {
            CallShape.AsyncCollection => $"new Adapter.ObservedAsyncCollection<{method.ItemType}>",
            CallShape.Collection => $"new Adapter.ObservedCollection<{method.ItemType}>",
            _ => "AiStream.Observe",
        };
        writer.Line($"return {observe}(");
        writer.Indented(arguments =>
        {
            arguments.Line("source,").Line("site,");
            arguments.Block("c =>", body =>
            {
                foreach (var request in Requests(method, "c"))
                {
                    body.Line(request);
                }
            }, "},");
            arguments.Line("(c, r) => Adapter.Update(c, r));");
        });
    }

    private static void Readers(SourceWriter writer, MethodSpec method, string call)
    {
        var requests = Requests(method, call).ToList();
        if (requests.Count == 0)
        {
            return;
        }

        writer.Block("try", body =>
        {
            foreach (var request in requests)
            {
                body.Line(request);
            }
        });
        writer.Block("catch (Exception error)", static body => body.Line("call.TelemetryFault(error);"));
        writer.Line();
    }

    private static IEnumerable<string> Requests(MethodSpec method, string call)
    {
        var receiver = method.Receiver switch
        {
            ReceiverKind.Reference => "target",
            ReceiverKind.Extension when method.Parameters[0].Modifier.Length == 0 => method.Parameters[0].Name,
            _ => null,
        };
        if (receiver is not null)
        {
            yield return $"Adapter.Target({call}, {(method.ClientType is null ? receiver : $"({method.ClientType}){receiver}")});";
        }

        foreach (var parameter in method.Parameters)
        {
            switch (parameter.Role)
            {
                case ParameterRole.Request:
                    yield return $"Adapter.Request({call}, {parameter.Name});";
                    break;
                case ParameterRole.Model:
                    yield return $"{call}.SetRequestModel({parameter.Name});";
                    break;
                case ParameterRole.Spoken:
                    yield return $"{call}.SetCharacters({parameter.Name}?.Length ?? 0);";
                    break;
            }
        }

        // Last: a list that another thread changes meanwhile costs the content only.
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Role == ParameterRole.Content)
            {
                yield return $"Adapter.Content({call}, {parameter.Name});";
            }
        }
    }

    /// <summary>Some extension methods drop the usage before they return: their receiver is replaced by one that reads it on the way.</summary>
    private static string? Through(MethodSpec method) =>
        method is { Receiver: ReceiverKind.Extension } && method.Parameters[0].Modifier.Length == 0 ? $"Adapter.Through(call, {method.Parameters[0].Name})" : null;
}
