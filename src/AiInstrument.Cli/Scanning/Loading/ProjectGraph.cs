namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>Which project references which.</summary>
internal sealed class ProjectGraph
{
    private readonly Dictionary<string, ScannedInput> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byOutput = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ScannedInput>> _references = new(StringComparer.Ordinal);

    /// <summary>Connects the projects.</summary>
    public ProjectGraph(IEnumerable<ProjectDescription> projects)
    {
        foreach (var project in projects.Where(project => project.Arguments.Count > 0))
        {
            _byPath.Add(project.File, ScannedInput.Of(project));
            foreach (var output in project.Outputs)
            {
                _byOutput.TryAdd(output, project.File);
            }
        }

        InOrder = Sort();
    }

    /// <summary>The projects, each after those that it references. Of a circle, the reference that closes it is left out.</summary>
    public IReadOnlyList<ScannedInput> InOrder { get; }

    /// <summary>The projects that one references.</summary>
    public IReadOnlyList<ScannedInput> ReferencesOf(ScannedInput project) => _references[project.Description.File];

    /// <summary>The project that a reference of another stands for, or null.</summary>
    public ScannedInput? ProjectOf(string reference, ScannedInput by) =>
        _byOutput.TryGetValue(reference, out var file) && _references[by.Description.File].FirstOrDefault(project => project.Description.File == file) is { } project ? project : null;

    private List<ScannedInput> Sort()
    {
        var sorted = new List<ScannedInput>();
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in _byPath.Keys.Order(StringComparer.Ordinal))
        {
            Visit(path);
        }

        return sorted;

        bool Visit(string path)
        {
            if (_references.ContainsKey(path))
            {
                return true;
            }

            if (!open.Add(path))
            {
                return false;
            }

            var project = _byPath[path];
            var references = project.Arguments.MetadataReferences
                .Select(reference => _byOutput.GetValueOrDefault(reference.Reference))
                .OfType<string>()
                .Where(referenced => referenced != path)
                .Distinct(StringComparer.Ordinal)
                .Where(Visit)
                .Select(referenced => _byPath[referenced])
                .ToArray();
            _references.Add(path, references);
            open.Remove(path);
            sorted.Add(project);
            return true;
        }
    }
}
