using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Calls;

/// <summary>
/// Model calls that a project declares itself: methods marked [AiModelCall], in its sources and in what it references, and
/// those that <c>aiinstrument.llm_methods</c> names.
/// </summary>
internal sealed class OwnCalls
{
    /// <summary>Calls that are intercepted without an adapter: the span has attribution and duration, and usage where the result is a known type.</summary>
    public static readonly LlmSdk Sdk = new()
    {
        Name = "own",
        Assemblies = [],
        Methods = [],
        IsGeneric = true,
    };

    private readonly Compilation _compilation;
    private readonly SettingsReader _settings;
    private readonly INamedTypeSymbol? _modelCall;
    private readonly ConcurrentDictionary<CatalogSettings, BoundSettings> _bound = new();

    public OwnCalls(Compilation compilation, SettingsReader settings)
    {
        _compilation = compilation;
        _settings = settings;
        _modelCall = compilation.FindType("AiInstrument.AiModelCallAttribute");
        var all = settings.All(compilation).ToList();
        IsConfigured = all.Exists(s => s.ChangesCalls);
        Names =
        [
            .. _modelCall is null ? [] : MarkedMethods.NamesIn(compilation, _modelCall),
            .. all.SelectMany(s => s.Methods).Select(m => m.Name),
        ];
    }

    /// <summary>Names of the methods: the cheap first question.</summary>
    public ImmutableHashSet<string> Names { get; }

    /// <summary>Whether configuration changes what a call is.</summary>
    public bool IsConfigured { get; }

    /// <summary>The row of a method that a tree calls, or null.</summary>
    public (LlmSdk Sdk, LlmMethod Method)? Find(IMethodSymbol method, SyntaxTree tree)
    {
        if (!Names.Contains(method.Name))
        {
            return null;
        }

        if (Marked(method) is { } marked)
        {
            return (Sdk, marked);
        }

        return Settings(tree).Row(method) is { } row ? (Sdk, row) : null;
    }

    /// <summary>The provider that an [AiModelCall] names, or null.</summary>
    public string? ProviderOf(IMethodSymbol method) =>
        Attribute(method) is { } attribute ? Named(attribute, "Provider") : null;

    /// <summary>Whether a type measures its calls itself.</summary>
    public bool IsInstrumented(ITypeSymbol? type, SyntaxTree tree) =>
        IsConfigured && type is not null && Settings(tree).IsInstrumented(type);

    /// <summary>Whether code is inside a method that is a model call itself, or a type that measures its calls: the call that counts is the one into it.</summary>
    public bool IsPlumbing(ISymbol containingSymbol, SyntaxTree tree)
    {
        var member = containingSymbol;
        while (member.ContainingSymbol is IMethodSymbol)
        {
            member = member.ContainingSymbol;
        }

        return (member is IMethodSymbol method && Find(method, tree) is not null)
            || (IsConfigured && IsInstrumented(containingSymbol as INamedTypeSymbol ?? containingSymbol.ContainingType, tree));
    }

    private BoundSettings Settings(SyntaxTree tree) => _bound.GetOrAdd(_settings.For(tree), s => new BoundSettings(_compilation, s));

    private LlmMethod? Marked(IMethodSymbol method) =>
        Attribute(method) is { } attribute
            ? new LlmMethod(SymbolNames.Type(method.ContainingType), method.Name, Named(attribute, "Operation") ?? LlmOperation.Chat)
            : null;

    private AttributeData? Attribute(IMethodSymbol method) => _modelCall is null ? null : MarkedMethods.Attribute(method, _modelCall);

    private static string? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value as string;

    /// <summary>Configured names, resolved. A name that the compilation does not know is no mistake: one file configures many projects.</summary>
    private sealed class BoundSettings
    {
        private readonly List<(LlmMethod Row, INamedTypeSymbol Type)> _rows = [];
        private readonly List<INamedTypeSymbol> _instrumented = [];

        public BoundSettings(Compilation compilation, CatalogSettings settings)
        {
            foreach (var row in settings.Methods)
            {
                if (compilation.FindType(row.Type) is { } type)
                {
                    _rows.Add((row, type));
                }
            }

            foreach (var name in settings.InstrumentedTypes)
            {
                if (compilation.FindType(name) is { } type)
                {
                    _instrumented.Add(type);
                }
            }
        }

        public LlmMethod? Row(IMethodSymbol method)
        {
            var declaring = DeclaredMethod.Of(method).ContainingType;
            return declaring is null ? null : _rows.Find(r => r.Row.Name == method.Name && Is(declaring, r.Type)).Row;
        }

        public bool IsInstrumented(ITypeSymbol type) => type.OriginalDefinition is INamedTypeSymbol named && _instrumented.Exists(t => Is(named, t));

        private static bool Is(INamedTypeSymbol type, INamedTypeSymbol target)
        {
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
}
