using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Reaching;

/// <summary>Which class a compilation registers for a service: <c>AddScoped&lt;IOrders, Orders&gt;()</c>, with <c>typeof</c>, or by a factory that names the class.</summary>
internal sealed class ServiceRegistrations
{
    private static readonly string[] s_lifetimes = ["Singleton", "Scoped", "Transient"];
    private static readonly NameScan s_names = new([.. s_lifetimes.SelectMany(l => new[] { "Add" + l, "TryAdd" + l, "AddKeyed" + l, "TryAddKeyed" + l }), "AddHttpClient", "AddHostedService"]);

    // A service whose class is not said anywhere has null among its classes.
    private readonly Dictionary<INamedTypeSymbol, HashSet<INamedTypeSymbol?>> _classes = new(SymbolEqualityComparer.Default);

    public ServiceRegistrations(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = default(SemanticModel);
            foreach (var word in s_names.Tokens(tree, cancellation))
            {
                if (word.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name && access.Name == name)
                {
                    Add(call, name, model ??= compilation.GetSemanticModel(tree), cancellation);
                }
            }
        }
    }

    /// <summary>The classes of a service; null when none is registered, or not all of them are known.</summary>
    public IReadOnlyCollection<INamedTypeSymbol>? ClassesOf(INamedTypeSymbol service) =>
        _classes.TryGetValue(service.OriginalDefinition, out var classes) && !classes.Contains(null) ? [.. classes.OfType<INamedTypeSymbol>()] : null;

    /// <summary>The services that a class is registered for.</summary>
    public IEnumerable<INamedTypeSymbol> ServicesOf(INamedTypeSymbol type) => _classes.Where(c => c.Value.Contains(type)).Select(c => c.Key);

    private void Add(InvocationExpressionSyntax call, SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var arguments = call.ArgumentList.Arguments;
        var types = (name is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments : arguments.Select(a => a.Expression).OfType<TypeOfExpressionSyntax>().Select(t => t.Type))
            .Select(t => model.GetTypeInfo(t, cancellation).Type?.OriginalDefinition as INamedTypeSymbol)
            .ToList();
        if (types.Count is 0 or > 2 || types[0] is not { } service)
        {
            return;
        }

        var made = types.Count == 2 ? types[1] : Made(arguments, model, cancellation);
        if (!_classes.TryGetValue(service, out var classes))
        {
            _classes.Add(service, classes = new(SymbolEqualityComparer.Default));
        }

        // Without a class and a factory the service is its own class.
        classes.Add(made ?? (service is { TypeKind: TypeKind.Class, IsAbstract: false } ? service : null));
    }

    /// <summary>What a factory or an instance is, where the code says it: the type of what it creates or asks for.</summary>
    private static INamedTypeSymbol? Made(SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, CancellationToken cancellation)
    {
        var value = arguments.LastOrDefault()?.Expression;
        if (value is LambdaExpressionSyntax lambda)
        {
            value = lambda.ExpressionBody ?? (lambda.Block?.Statements.LastOrDefault() as ReturnStatementSyntax)?.Expression;
        }

        return value is not null && model.GetTypeInfo(value, cancellation).Type?.OriginalDefinition is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } type ? type : null;
    }
}
