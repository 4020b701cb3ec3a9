using System.Collections.Immutable;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Jobs;

/// <summary>Azure Functions: methods that a trigger calls. An HTTP trigger makes a route, every other one a job.</summary>
internal sealed class FunctionTriggers
{
    private static readonly ImmutableHashSet<string> MessageTriggers =
    [
        "QueueTriggerAttribute", "ServiceBusTriggerAttribute", "EventHubTriggerAttribute", "EventGridTriggerAttribute",
        "KafkaTriggerAttribute", "RabbitMQTriggerAttribute",
    ];

    private readonly ImmutableArray<INamedTypeSymbol> _attributes;

    public FunctionTriggers(Compilation compilation) => _attributes =
    [
        .. new[] { "Microsoft.Azure.Functions.Worker.FunctionAttribute", "Microsoft.Azure.WebJobs.FunctionNameAttribute" }
            .Select(compilation.FindType)
            .OfType<INamedTypeSymbol>(),
    ];

    /// <summary>The job that a method is, or null.</summary>
    public JobName? Of(IMethodSymbol method)
    {
        if (_attributes.IsEmpty || method.Parameters.IsEmpty)
        {
            return null;
        }

        var function = method.GetAttributes().FirstOrDefault(a => _attributes.Contains(a.AttributeClass!, SymbolEqualityComparer.Default));
        return function is not null && TriggerOf(method) is { } trigger
            ? JobName.OfFunction(
                function.ConstructorArguments.FirstOrDefault().Value as string is { Length: > 0 } name ? name : method.Name,
                MessageTriggers.Contains(trigger) ? JobName.Message : JobName.Job)
            : null;
    }

    private static string? TriggerOf(IMethodSymbol method) =>
        method.Parameters
            .SelectMany(p => p.GetAttributes())
            .Select(a => a.AttributeClass?.Name)
            .FirstOrDefault(name => name?.EndsWith("TriggerAttribute", StringComparison.Ordinal) == true && name != "HttpTriggerAttribute");
}
