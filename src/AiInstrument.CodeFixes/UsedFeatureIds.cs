using AiInstrument.Analyzers.Features;
using Microsoft.CodeAnalysis;

namespace AiInstrument.CodeFixes;

/// <summary>The feature ids that are taken: declared in projects, in what they reference, or given out since.</summary>
internal sealed class UsedFeatureIds
{
    private readonly HashSet<string> _ids = [];

    private UsedFeatureIds()
    {
    }

    public static async Task<UsedFeatureIds> OfAsync(IReadOnlyList<Project> projects, CancellationToken cancellationToken)
    {
        var used = new UsedFeatureIds();
        foreach (var project in projects)
        {
            if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation)
            {
                var declared = new FeatureDeclarations(compilation, FeatureDeclarations.AttributesOf);
                var referenced = new ReferencedFeatures(compilation);
                used._ids.UnionWith([.. declared.Ids, .. declared.FormerIds, .. referenced.Ids, .. referenced.FormerIds]);
            }
        }

        return used;
    }

    /// <summary>The id, or the id with the first number that makes it unique; taken from now on.</summary>
    public string Take(string id)
    {
        var unique = id;
        for (var number = 2; !_ids.Add(unique); number++)
        {
            unique = id + "-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
