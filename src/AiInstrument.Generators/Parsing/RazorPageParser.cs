using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads the routes of Razor Pages: the path comes from the file, the template from its directive, the methods from the page model.</summary>
internal static class RazorPageParser
{
    private const string Extension = ".cshtml";
    private static readonly string[] s_methods = ["Get", "Post", "Put", "Delete", "Patch"];

    public static bool IsPageModel(ClassDeclarationSyntax type) =>
        type.BaseList is not null && IsModelFile(type.SyntaxTree.FilePath);

    /// <summary>Whether a file is the code of a page.</summary>
    public static bool IsModelFile(string path) => path.EndsWith(Extension + ".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page of its code's file.</summary>
    public static string PageFileOf(string modelFile) => modelFile.Substring(0, modelFile.Length - ".cs".Length);

    public static PageModelSpec? ParseModel(ClassDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(declaration, cancellation) is not { IsAbstract: false } type || !IsPageModel(type))
        {
            return null;
        }

        var methods = new SortedSet<string>(StringComparer.Ordinal);
        for (var current = type; current is not null && current.ContainingNamespace.ToDisplayString() != "Microsoft.AspNetCore.Mvc.RazorPages"; current = current.BaseType)
        {
            methods.UnionWith(current.GetMembers().OfType<IMethodSymbol>().Where(m => m.DeclaredAccessibility == Accessibility.Public).Select(m => MethodOf(m.Name)).OfType<string>());
        }

        return new PageModelSpec(PageFileOf(declaration.SyntaxTree.FilePath), methods.ToEquatableArray());
    }

    public static bool IsPageFile(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    public static PageFileSpec? ParseFile(AdditionalText file, CancellationToken cancellation)
    {
        foreach (var line in file.GetText(cancellation)?.Lines ?? Enumerable.Empty<Microsoft.CodeAnalysis.Text.TextLine>())
        {
            var text = line.ToString().Trim();
            if (text == "@page" || text.StartsWith("@page ", StringComparison.Ordinal))
            {
                var quoted = text.Split('"');
                return new PageFileSpec(file.Path, quoted.Length >= 3 ? quoted[1] : null);
            }
        }

        return null;
    }

    /// <summary>The routes of all pages. A model whose page file the build does not pass on is taken as a page without a template.</summary>
    public static IEnumerable<RouteSpec> Routes(IEnumerable<PageFileSpec> files, IEnumerable<PageModelSpec> models, ProjectSpec project)
    {
        var methods = models.GroupBy(m => project.Relative(m.Path)).ToDictionary(g => g.Key, g => g.SelectMany(m => m.Methods).Distinct().ToList());
        var pages = files.GroupBy(f => project.Relative(f.Path)).ToDictionary(g => g.Key, g => g.First().Template);
        foreach (var path in methods.Keys.Union(pages.Keys))
        {
            if (PagePath(path) is not { } page)
            {
                continue;
            }

            var handled = methods.TryGetValue(path, out var found) && found.Count > 0 ? found : ["GET"];
            pages.TryGetValue(path, out var template);
            foreach (var method in handled)
            {
                foreach (var pattern in Patterns(page, template))
                {
                    yield return new RouteSpec(method, RoutePatterns.Rooted(pattern));
                }
            }
        }
    }

    /// <summary>The routes of a page for one HTTP method.</summary>
    public static IEnumerable<RouteSpec> RoutesOf(string pageFile, string method, IEnumerable<PageFileSpec> files, ProjectSpec project) =>
        Routes(files.Where(f => project.Relative(f.Path) == project.Relative(pageFile)), [new PageModelSpec(pageFile, new[] { method }.ToEquatableArray())], project);

    /// <summary><c>Pages/Tickets/Details.cshtml</c> is <c>Tickets/Details</c>; <c>Areas/Admin/Pages/Users.cshtml</c> is <c>Admin/Users</c>.</summary>
    private static string? PagePath(string file)
    {
        var page = file.Substring(0, file.Length - Extension.Length);
        if (page.StartsWith("Pages/", StringComparison.OrdinalIgnoreCase))
        {
            return page.Substring("Pages/".Length);
        }

        var parts = page.Split('/');
        return parts.Length > 3 && parts[0].Equals("Areas", StringComparison.OrdinalIgnoreCase) && parts[2].Equals("Pages", StringComparison.OrdinalIgnoreCase)
            ? parts[1] + "/" + string.Join("/", parts.Skip(3))
            : null;
    }

    private static IEnumerable<string> Patterns(string page, string? template)
    {
        if (template is not null && (template.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal)))
        {
            yield return template;
            yield break;
        }

        yield return Join(page, template);

        // An index page also answers for its folder.
        if (page.Equals("Index", StringComparison.OrdinalIgnoreCase))
        {
            yield return template ?? "";
        }
        else if (page.EndsWith("/Index", StringComparison.OrdinalIgnoreCase))
        {
            yield return Join(page.Substring(0, page.Length - "/Index".Length), template);
        }
    }

    private static string Join(string page, string? template) => string.IsNullOrEmpty(template) ? page : page + "/" + template;

    /// <summary>The HTTP method that a handler is for: <c>OnPostDeleteAsync</c> handles POST. Null for other methods.</summary>
    public static string? MethodOf(string name)
    {
        foreach (var method in s_methods)
        {
            var handler = "On" + method;
            if (name.StartsWith(handler, StringComparison.Ordinal) && (name.Length == handler.Length || !char.IsLower(name[handler.Length])))
            {
                return method.ToUpperInvariant();
            }
        }

        return null;
    }

    public static bool IsPageModel(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == "PageModel" && current.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Mvc.RazorPages")
            {
                return true;
            }
        }

        return false;
    }
}
