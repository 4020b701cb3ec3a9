using AiInstrument.Generators.Specs;

namespace AiInstrument.Generators.Reaching;

/// <summary>Follows calls forward. What calls itself ends too: each piece of code is visited once.</summary>
internal static class ReachedSites
{
    /// <summary>The call sites that some code reaches; null when there are none.</summary>
    public static ReachSpec<T>? From<T>(T from, IEnumerable<GraphNode> start)
    {
        var nodes = start.ToList();
        var certain = Follow(nodes, alsoAmbiguous: false);
        var all = Follow(nodes, alsoAmbiguous: true);
        var sites = new SortedSet<string>(certain.SelectMany(n => n.Sites), StringComparer.Ordinal);
        var ambiguous = new SortedSet<string>(all.SelectMany(n => n.Sites.Concat(n.AmbiguousSites)), StringComparer.Ordinal);
        ambiguous.ExceptWith(sites);
        return sites.Count + ambiguous.Count == 0 ? null : new ReachSpec<T>(from, sites.ToEquatableArray(), ambiguous.ToEquatableArray());
    }

    private static HashSet<GraphNode> Follow(List<GraphNode> start, bool alsoAmbiguous)
    {
        var seen = new HashSet<GraphNode>(start);
        var open = new Stack<GraphNode>(seen);
        while (open.Count > 0)
        {
            foreach (var (called, isAmbiguous) in open.Pop().Calls)
            {
                if ((alsoAmbiguous || !isAmbiguous) && seen.Add(called))
                {
                    open.Push(called);
                }
            }
        }

        return seen;
    }
}
