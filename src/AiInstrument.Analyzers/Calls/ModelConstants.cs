using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Calls;

/// <summary>The places where code says which model is called: an argument of a call, a client's creation, a request's property.</summary>
internal sealed class ModelConstants
{
    private static readonly HashSet<string> ClientParameters = ["model", "modelId", "defaultModelId"];
    private static readonly HashSet<string> Parameters = [.. LlmSdks.All.SelectMany(sdk => sdk.Methods).Select(m => m.ModelParameter).OfType<string>(), .. ClientParameters];
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

        // Moderation is free: it has no price to miss.
        var clients = catalog.TypesOf(method => method.Operation != LlmOperation.Moderation).Where(type => !type.IsStatic);
        return new ModelConstants(catalog, new HashSet<ITypeSymbol>(clients, SymbolEqualityComparer.Default));
    }

    /// <summary>The value that an argument or an assignment gives as the model, or null where it gives something else.</summary>
    public IOperation? Given(IOperation operation) => operation switch
    {
        IArgumentOperation { Parameter: { } parameter } argument when Parameters.Contains(parameter.Name) && NamesModel(parameter) => argument.Value,
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment when NamesModel(property) => assignment.Value,
        _ => null,
    };

    private bool NamesModel(IParameterSymbol parameter)
    {
        if (parameter is not { Type.SpecialType: SpecialType.System_String, ContainingSymbol: IMethodSymbol method })
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
