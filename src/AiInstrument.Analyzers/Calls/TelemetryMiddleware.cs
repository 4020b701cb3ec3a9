using System.Collections.Immutable;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Calls;

/// <summary>Finds the telemetry middleware in the pipelines of Microsoft.Extensions.AI: builder chains and delegating clients.</summary>
internal sealed class TelemetryMiddleware
{
    private const string Namespace = "Microsoft.Extensions.AI.";
    private readonly ImmutableArray<INamedTypeSymbol> _builders;
    private readonly ImmutableArray<INamedTypeSymbol> _clients;
    private readonly ImmutableArray<INamedTypeSymbol> _telemetryClients;

    private TelemetryMiddleware(Compilation compilation)
    {
        _clients = Find(compilation, "IChatClient", "IEmbeddingGenerator`2");
        _builders = Find(compilation, "ChatClientBuilder", "EmbeddingGeneratorBuilder`2");
        _telemetryClients = Find(compilation, "OpenTelemetryChatClient", "OpenTelemetryEmbeddingGenerator`2");
    }

    /// <summary>Binds to a compilation. Null when it references no builder and no telemetry client.</summary>
    public static TelemetryMiddleware? For(Compilation compilation)
    {
        var middleware = new TelemetryMiddleware(compilation);
        return middleware._clients.IsEmpty || (middleware._builders.IsEmpty && middleware._telemetryClients.IsEmpty) ? null : middleware;
    }

    /// <summary>Whether an operation puts telemetry into a pipeline.</summary>
    public bool IsTelemetry(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.Name is "UseOpenTelemetry" or "UseAiInstrument" && IsPipeline(call.Type),
        IObjectCreationOperation creation => _telemetryClients.Any(t => IsOrInherits(creation.Type, t)),
        _ => false,
    };

    /// <summary>
    /// Whether an operation and a telemetry before it in the same pipeline are paid for once all the same: what is inside of our
    /// own middleware is marked as covered by it. The first step of a builder is the outermost, until the client is built.
    /// </summary>
    public bool IsCovered(IOperation operation, IReadOnlyList<IOperation> upstream, IOperation earlier)
    {
        var isBuilt = operation is IObjectCreationOperation
            || upstream.TakeWhile(o => o != earlier).Any(o => o is IObjectCreationOperation || _clients.Any(c => IsOrInherits(o.Type, c)));
        var (outer, inner) = isBuilt ? (operation, earlier) : (earlier, operation);
        return IsOwn(outer) && !IsOwn(inner);
    }

    /// <summary>What tells pipelines of one project apart: the service's type arguments; empty for chat.</summary>
    public static string ServiceOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: > 0 } generic ? string.Join(", ", generic.TypeArguments.Select(t => t.ToDisplayString())) : "";

    private static bool IsOwn(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: "UseAiInstrument" };

    private static ImmutableArray<INamedTypeSymbol> Find(Compilation compilation, params string[] names) =>
        [.. names.Select(n => compilation.FindType(Namespace + n)).OfType<INamedTypeSymbol>()];

    /// <summary>What the pipeline was made of before an operation: each earlier step, from the nearest back to the source.</summary>
    public IEnumerable<IOperation> Upstream(IOperation operation)
    {
        var steps = new List<IOperation>();
        var locals = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Follow(Source(operation), operation, steps, locals);
        return steps;
    }

    private void Follow(IOperation? value, IOperation end, List<IOperation> steps, HashSet<ISymbol> locals)
    {
        while (value is not null)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    continue;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    continue;
                case ILocalReferenceOperation local when locals.Add(local.Local):
                    FollowLocal(local.Local, end, steps, locals);
                    return;
                case IInvocationOperation or IObjectCreationOperation:
                    steps.Add(value);
                    value = Source(value);
                    continue;
                default:
                    return;
            }
        }
    }

    /// <summary>A local holds what it was made with, and a builder also what earlier statements of the same block added to it.</summary>
    private void FollowLocal(ILocalSymbol local, IOperation end, List<IOperation> steps, HashSet<ISymbol> locals)
    {
        var block = end;
        while (block.Parent is not null && block is not IBlockOperation)
        {
            block = block.Parent;
        }

        var statements = Blocks(block).SelectMany(b => b.ChildOperations).TakeWhile(o => o.Syntax.SpanStart < end.Syntax.SpanStart).ToList();
        foreach (var statement in statements.Where(s => s.Syntax.Span.End <= end.Syntax.SpanStart))
        {
            switch (statement)
            {
                case IVariableDeclarationGroupOperation group:
                    var declarator = group.Declarations.SelectMany(d => d.Declarators).FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local));
                    Follow((declarator?.Initializer ?? group.Declarations.Select(d => d.Initializer).FirstOrDefault(_ => declarator is not null))?.Value, end, steps, locals);
                    break;
                case IExpressionStatementOperation { Operation: IInvocationOperation call } when Root(call) is ILocalReferenceOperation root && SymbolEqualityComparer.Default.Equals(root.Local, local):
                    Follow(call, end, steps, locals);
                    break;
            }
        }
    }

    private static IEnumerable<IBlockOperation> Blocks(IOperation? innermost)
    {
        // Outer blocks first: their statements stand before those of inner ones.
        var blocks = new Stack<IBlockOperation>();
        for (var current = innermost; current is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); current = current.Parent)
        {
            if (current is IBlockOperation block)
            {
                blocks.Push(block);
            }
        }

        return blocks;
    }

    private IOperation Root(IOperation value)
    {
        while (Source(value) is { } source)
        {
            value = source is IConversionOperation conversion ? conversion.Operand : source;
        }

        return value;
    }

    /// <summary>The builder or client that a step takes: the receiver, else the first argument that is one.</summary>
    private IOperation? Source(IOperation operation)
    {
        var (instance, arguments) = operation switch
        {
            IInvocationOperation call when IsPipeline(call.Type) => (call.Instance, call.Arguments),
            IObjectCreationOperation creation when IsPipeline(creation.Type) => (null, creation.Arguments),
            _ => (null, []),
        };
        return instance is not null && IsPipeline(instance.Type) ? instance
            : arguments.FirstOrDefault(a => IsPipeline(a.Value.Type))?.Value
            ?? arguments.Select(a => MadeBy(a.Value)).FirstOrDefault(v => v is not null);
    }

    /// <summary>What a factory gives: <c>AddChatClient(services => …)</c>.</summary>
    private IOperation? MadeBy(IOperation factory)
    {
        while (factory is IConversionOperation conversion)
        {
            factory = conversion.Operand;
        }

        return factory is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters.Length: 1 } lambda }
            && lambda.Symbol.Parameters[0].Type.Name == "IServiceProvider"
            && IsPipeline(lambda.Symbol.ReturnType)
            && lambda.Body.Operations is { Length: 1 } statements
                ? (statements[0] as IReturnOperation)?.ReturnedValue
                : null;
    }

    private bool IsPipeline(ITypeSymbol? type) => _builders.Any(b => IsOrInherits(type, b)) || _clients.Any(c => IsOrInherits(type, c));

    private static bool IsOrInherits(ITypeSymbol? type, INamedTypeSymbol target)
    {
        if (type is null)
        {
            return false;
        }

        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, target))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, target));
    }
}
