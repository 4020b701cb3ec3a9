using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers;

/// <summary>The places where code says which model is called: an argument of a call, a client's creation, a request's property.</summary>
internal sealed class ModelConstants
{
    private static readonly HashSet<string> ClientParameters = ["model", "modelId", "defaultModelId"];
    private static readonly HashSet<string> Properties = [.. LlmSdks.All.SelectMany(sdk => sdk.Methods).Select(m => m.ModelProperty).OfType<string>()];
    private static readonly HashSet<string> Assemblies = [.. LlmSdks.All.SelectMany(sdk => sdk.Assemblies)];

    private readonly LlmCatalog _catalog;
    private readonly HashSet<ITypeSymbol> _clients;

    private ModelConstants(LlmCatalog catalog, HashSet<ITypeSymbol> clients)
    {
        _catalog = catalog;
        _clients = clients;
    }

    /// <summary>Binds to a compilation. Null when it references no SDK.</summary>
    public static ModelConstants? For(Compilation compilation)
    {
        if (LlmCatalog.For(compilation) is not { } catalog)
        {
            return null;
        }

        var clients = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);

        // Moderation is free: it has no price to miss.
        foreach (var method in LlmSdks.All.SelectMany(sdk => sdk.Methods).Where(m => m.Operation != LlmOperation.Moderation))
        {
            if (compilation.FindType(method.Type) is { IsStatic: false } type)
            {
                clients.Add(type);
            }
        }

        return new ModelConstants(catalog, clients);
    }

    /// <summary>The value that an argument or an assignment gives as the model, or null where it gives something else.</summary>
    public IOperation? Given(IOperation operation) => operation switch
    {
        IArgumentOperation { Parameter: { Type.SpecialType: SpecialType.System_String } parameter } argument when NamesModel(parameter) => argument.Value,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment when NamesModel(property) => assignment.Value,
        _ => null,
    };

    private bool NamesModel(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return false;
        }

        if (_catalog.Find(method) is { } row && row.Method.ModelParameter == parameter.Name)
        {
            return true;
        }

        // new ChatClient("…"), openAI.GetChatClient("…"), anthropic.AsIChatClient("…").
        var made = method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType;
        return ClientParameters.Contains(parameter.Name) && IsOfSdk(method) && IsClient(made);
    }

    /// <summary>What a request says, not what a response says that a test makes up.</summary>
    private static bool NamesModel(IPropertySymbol property) =>
        Properties.Contains(property.Name)
        && IsOfSdk(property)
        && (property.ContainingType.Name.EndsWith("Options", StringComparison.Ordinal) || property.ContainingType.Name.EndsWith("Params", StringComparison.Ordinal));

    private static bool IsOfSdk(ISymbol symbol) => symbol.ContainingAssembly is { } assembly && Assemblies.Contains(assembly.Name);

    private bool IsClient(ITypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (_clients.Contains(t.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
