using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads attribute routes off controllers. Conventional routes are said elsewhere and are not read.</summary>
internal static class ControllerRouteParser
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    public static bool IsCandidate(ClassDeclarationSyntax type) =>
        type.BaseList is not null || type.AttributeLists.Count > 0 || type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal);

    public static IEnumerable<RouteSpec> Parse(ClassDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(declaration, cancellation) is not { IsAbstract: false, IsGenericType: false } type
            || !IsController(type)
            // Of a partial class the first part speaks.
            || type.DeclaringSyntaxReferences[0].GetSyntax(cancellation) != declaration)
        {
            return [];
        }

        var routes = new List<RouteSpec>();
        foreach (var action in Actions(type))
        {
            Read(action, type, routes);
        }

        return routes.Distinct();
    }

    /// <summary>The routes of one action of a controller, which may have it from a base class; none for any other method.</summary>
    public static IEnumerable<RouteSpec> RoutesOf(IMethodSymbol action, INamedTypeSymbol type)
    {
        if (type is { IsAbstract: false, IsGenericType: false } && IsController(type) && Actions(type).Contains(action, SymbolEqualityComparer.Default))
        {
            var routes = new List<RouteSpec>();
            Read(action, type, routes);
            return routes.Distinct();
        }

        return [];
    }

    private static bool IsController(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public
        && !Has(type, "NonControllerAttribute")
        && (type.Name.EndsWith("Controller", StringComparison.Ordinal) || Has(type, "ControllerAttribute"))
        // A class of that name that knows nothing of MVC: no attribute of its actions can be a route.
        && type.ContainingAssembly.Modules.Any(m => m.ReferencedAssemblies.Any(a => a.Name == "Microsoft.AspNetCore.Mvc.Core"));

    private static IEnumerable<IMethodSymbol> Actions(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && !IsFramework(current); current = current.BaseType)
        {
            foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
            {
                if (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, IsGenericMethod: false }
                    && !Has(method, "NonActionAttribute"))
                {
                    yield return method;
                }
            }
        }
    }

    private static void Read(IMethodSymbol action, INamedTypeSymbol type, List<RouteSpec> routes)
    {
        var verbs = new List<(string Method, string? Template)>();
        var templates = new List<string?>();
        foreach (var attribute in action.GetAttributes())
        {
            if (Verbs(attribute) is { } methods)
            {
                verbs.AddRange(methods.Select(m => (m, Template(attribute))));
            }
            else if (Is(attribute, "RouteAttribute"))
            {
                templates.Add(Template(attribute));
            }
        }

        // A verb's own template stands for itself; verbs without one share the action's [Route]s. No verb at all: whatever the browser asks first.
        var bare = verbs.Where(v => v.Template is null).Select(v => v.Method).ToList();
        if (verbs.Count == 0)
        {
            bare.Add("GET");
        }

        var controllers = ControllerTemplates(type);
        foreach (var (method, template) in verbs.Where(v => v.Template is not null))
        {
            Add(method, template);
        }

        foreach (var method in bare)
        {
            foreach (var template in templates.DefaultIfEmpty(null))
            {
                Add(method, template);
            }
        }

        void Add(string method, string? template)
        {
            foreach (var controller in controllers.DefaultIfEmpty(null))
            {
                if (controller is not null || template is not null)
                {
                    var pattern = RoutePatterns.ReplaceTokens(RoutePatterns.Attributed(controller, template), ControllerName(type), ActionName(action), Area(type));
                    routes.Add(new RouteSpec(method, RoutePatterns.Rooted(pattern)));
                }
            }
        }
    }

    private static List<string?> ControllerTemplates(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            var templates = current.GetAttributes().Where(a => Is(a, "RouteAttribute")).Select(Template).ToList();
            if (templates.Count > 0)
            {
                return templates;
            }
        }

        return [];
    }

    private static string[]? Verbs(AttributeData attribute) => attribute.AttributeClass switch
    {
        { Name: "HttpGetAttribute" } when IsMvc(attribute) => ["GET"],
        { Name: "HttpPostAttribute" } when IsMvc(attribute) => ["POST"],
        { Name: "HttpPutAttribute" } when IsMvc(attribute) => ["PUT"],
        { Name: "HttpDeleteAttribute" } when IsMvc(attribute) => ["DELETE"],
        { Name: "HttpPatchAttribute" } when IsMvc(attribute) => ["PATCH"],
        { Name: "HttpHeadAttribute" } when IsMvc(attribute) => ["HEAD"],
        { Name: "HttpOptionsAttribute" } when IsMvc(attribute) => ["OPTIONS"],
        { Name: "AcceptVerbsAttribute" } when IsMvc(attribute) => AcceptedVerbs(attribute),
        _ => null,
    };

    private static string[] AcceptedVerbs(AttributeData attribute) =>
    [
        .. attribute.ConstructorArguments
            .SelectMany(a => a.Kind == TypedConstantKind.Array ? a.Values.Select(v => v.Value as string) : [a.Value as string])
            .OfType<string>()
            .Select(m => m.ToUpperInvariant()),
    ];

    private static string? Template(AttributeData attribute) =>
        attribute.AttributeClass?.Name == "AcceptVerbsAttribute"
            ? attribute.NamedArguments.FirstOrDefault(a => a.Key == "Route").Value.Value as string
            : attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string template } ? template : null;

    private static string ControllerName(INamedTypeSymbol type) =>
        type.Name.EndsWith("Controller", StringComparison.OrdinalIgnoreCase) ? type.Name.Substring(0, type.Name.Length - "Controller".Length) : type.Name;

    // MVC leaves the Async suffix out of action names unless told otherwise.
    private static string ActionName(IMethodSymbol action) =>
        action.GetAttributes().FirstOrDefault(a => Is(a, "ActionNameAttribute")) is { } named && Template(named) is { } name ? name
        : action.Name.EndsWith("Async", StringComparison.Ordinal) && action.Name.Length > "Async".Length ? action.Name.Substring(0, action.Name.Length - "Async".Length)
        : action.Name;

    private static string Area(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "Microsoft.AspNetCore.Mvc.AreaAttribute") is { } area)
            {
                return Template(area) ?? "";
            }
        }

        return "";
    }

    private static bool IsFramework(INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.System_Object || type.ToDisplayString() is Mvc + "ControllerBase" or Mvc + "Controller";

    private static bool Has(ISymbol symbol, string attribute)
    {
        if (symbol.GetAttributes().Any(a => Is(a, attribute)))
        {
            return true;
        }

        return symbol is INamedTypeSymbol { BaseType: { } parent } && Has(parent, attribute);
    }

    /// <summary>Whether the attribute is MVC's of that name, or derives from it: [ApiController] is a [Controller].</summary>
    private static bool Is(AttributeData attribute, string name)
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (type.Name == name && type.ToDisplayString() == Mvc + name)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMvc(AttributeData attribute) => attribute.AttributeClass!.ToDisplayString().StartsWith(Mvc, StringComparison.Ordinal);
}
