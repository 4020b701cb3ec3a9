using System.Collections.Concurrent;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Knows when nothing asks for a project any more, so that not all of a code base is in memory at once.</summary>
internal sealed class ProjectUses
{
    private readonly ProjectGraph _graph;
    private readonly ProjectLoader _loader;
    private readonly ConcurrentDictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);

    /// <summary>Counts the uses: one for being scanned, one for each project that is compiled and references it.</summary>
    public ProjectUses(ProjectGraph graph, IReadOnlyList<ScannedInput> scanned, ProjectLoader loader)
    {
        (_graph, _loader) = (graph, loader);
        foreach (var project in scanned)
        {
            Use(project);
        }
    }

    /// <summary>A project was scanned.</summary>
    public void Done(ScannedInput project)
    {
        if (_uses.AddOrUpdate(project.Description.File, 0, (_, uses) => uses - 1) == 0)
        {
            _loader.Release(project.Description.File);
            foreach (var reference in _graph.ReferencesOf(project))
            {
                Done(reference);
            }
        }
    }

    private void Use(ScannedInput project)
    {
        _uses.AddOrUpdate(project.Description.File, 1, (_, uses) => uses + 1);
        if (_counted.Add(project.Description.File))
        {
            foreach (var reference in _graph.ReferencesOf(project))
            {
                Use(reference);
            }
        }
    }
}
