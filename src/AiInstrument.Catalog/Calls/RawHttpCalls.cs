using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Sdks;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Calls;

/// <summary>Finds HTTP requests to a model provider that no SDK makes.</summary>
internal sealed class RawHttpCalls(Compilation compilation, SettingsReader settings)
{
    private readonly INamedTypeSymbol? _httpClient = compilation.FindType("System.Net.Http.HttpClient");
    private readonly INamedTypeSymbol? _httpClientJson = compilation.FindType("System.Net.Http.Json.HttpClientJsonExtensions");
    private readonly INamedTypeSymbol? _httpRequestMessage = compilation.FindType("System.Net.Http.HttpRequestMessage");
    private readonly INamedTypeSymbol? _handler = compilation.FindType("AiInstrument." + ClientOrigins.Handler);

    /// <summary>Whether the compilation can send a request at all.</summary>
    public bool MayBeSent => _httpClient is not null;

    /// <summary>Classifies a request that is sent to a constant address. Null when it goes to no model provider.</summary>
    public LlmCall? Of(IInvocationOperation invocation)
    {
        var target = invocation.TargetMethod;
        if (!RawHttp.SendMethods.Contains(target.Name))
        {
            return null;
        }

        var declaring = (target.ReducedFrom ?? target).ContainingType;
        if (!SymbolEqualityComparer.Default.Equals(declaring, _httpClient) && !SymbolEqualityComparer.Default.Equals(declaring, _httpClientJson))
        {
            return null;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (RawHttp.ProviderOf(ConstantUrl.Of(argument.Value), settings.For(invocation.Syntax.SyntaxTree).Hosts) is { } provider)
            {
                return Call(provider, SymbolNames.Method(target), target, CalledName.Of(invocation.Syntax), HasHandler(invocation));
            }
        }

        return null;
    }

    /// <summary>Classifies the creation of a request to a constant address. Null when it goes to no model provider.</summary>
    public LlmCall? Of(IObjectCreationOperation creation)
    {
        if (!SymbolEqualityComparer.Default.Equals(creation.Type, _httpRequestMessage))
        {
            return null;
        }

        // new(method, url), or new() { RequestUri = url }.
        var initialized = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(a => a.Value) ?? [];
        foreach (var value in creation.Arguments.Select(a => a.Value).Concat(initialized))
        {
            if (RawHttp.ProviderOf(ConstantUrl.Of(value), settings.For(creation.Syntax.SyntaxTree).Hosts) is { } provider)
            {
                return Call(provider, "System.Net.Http.HttpRequestMessage..ctor", creation.Constructor, creation.Syntax, HasHandler(creation));
            }
        }

        return null;
    }

    /// <summary>The handler measures what goes through its client.</summary>
    private bool HasHandler(IOperation request) =>
        _handler is not null && ClientOrigins.OfHttp(request) is { } origin && ClientOrigins.HasHandler(origin, request.SemanticModel!);

    private static LlmCall Call(string provider, string targetName, IMethodSymbol? target, SyntaxNode node, bool isMeasured) => new()
    {
        Sdk = RawHttp.SdkName,
        Provider = provider,
        Operation = LlmOperation.Chat,
        Target = target,
        TargetName = targetName,
        Escape = EscapeReason.RawHttp,
        IsMeasuredByClient = isMeasured,
        Node = node,
    };
}
