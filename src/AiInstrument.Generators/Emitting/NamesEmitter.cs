using System.Globalization;
using AiInstrument.Catalog.Jobs;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Writes <c>AiFeatures</c>, <c>AiRoutes</c> and <c>AiJobs</c>: a property for each thing.</summary>
internal static class NamesEmitter
{
    private const string DeclaredBudgetType = "global::AiInstrument.Registry.AiDeclaredBudget";

    public static SourceText Features(string ns, EquatableArray<Named<FeatureSpec>> features)
    {
        var writer = SourceWriter.ForFile();
        foreach (var feature in features)
        {
            writer.Line($"[assembly: global::AiInstrument.Registry.AiDeclaredFeature({Code.Literal(feature.Value.Id)}{FormerIds(feature.Value, ", ", "")})]");
        }

        writer.Line();
        return Class(writer, ns, Code.Features, "The features that this project declares.", "global::AiInstrument.AiFeatureInfo", features, f => f.Id, Arguments, Members);
    }

    public static SourceText Routes(string ns, EquatableArray<Named<RouteSpec>> routes) =>
        Class(SourceWriter.ForFile(), ns, Code.Routes, "The HTTP endpoints of this project.", "global::AiInstrument.AiRouteInfo", routes,
            r => r.Method + " " + r.Pattern,
            r => $"{Code.Literal(r.Method)}, {Code.Literal(r.Pattern)}");

    public static SourceText Jobs(string ns, EquatableArray<Named<JobName>> jobs) =>
        Class(SourceWriter.ForFile(), ns, Code.Jobs, "The entry points of this project that are not HTTP.", "global::AiInstrument.AiJobInfo", jobs,
            j => j.Name,
            j => $"{Code.Literal(j.Name)}, {Code.Literal(j.Kind)}");

    private static SourceText Class<T>(SourceWriter writer, string ns, string name, string summary, string type, EquatableArray<Named<T>> items, Func<T, string> title, Func<T, string> arguments, Func<T, string>? initializer = null) =>
        writer
            .Line($"namespace {ns};")
            .Line()
            .Line($"/// <summary>{summary}</summary>")
            .Block($"internal static partial class {name}", body =>
            {
                foreach (var item in items)
                {
                    body.Line($"/// <summary><c>{Xml(title(item.Value))}</c></summary>");
                    body.Line($"public static {type} {item.Property} {{ get; }} = new {type}({arguments(item.Value)}){initializer?.Invoke(item.Value)};");
                }
            })
            .ToSourceText();

    private static string Arguments(FeatureSpec feature)
    {
        var arguments = Code.Literal(feature.Id);
        arguments += feature.Category is null ? "" : $", Category: {Code.Literal(feature.Category)}";
        arguments += feature.Owner is null ? "" : $", Owner: {Code.Literal(feature.Owner)}";
        return arguments + (feature.Purpose is null ? "" : $", Purpose: {Code.Literal(feature.Purpose)}");
    }

    private static string Members(FeatureSpec feature)
    {
        var members = new[] { FormerIds(feature, "", ""), Budgets(feature) }.Where(m => m.Length > 0).ToList();
        return members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
    }

    private static string Budgets(FeatureSpec feature) => feature.Budgets.Count == 0
        ? ""
        : $"Budgets = new {DeclaredBudgetType}[] {{ {string.Join(", ", feature.Budgets.Select(b => $"new {DeclaredBudgetType}({Code.Literal(b.Period)}, {b.NanoDollars.ToString(CultureInfo.InvariantCulture)}L, {(b.Soft ? "true" : "false")})"))} }}";

    private static string FormerIds(FeatureSpec feature, string before, string after) =>
        feature.FormerIds.Count == 0 ? "" : $"{before}FormerIds = new string[] {{ {string.Join(", ", feature.FormerIds.Select(Code.Literal))} }}{after}";

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", " ").Replace("\n", " ");
}
