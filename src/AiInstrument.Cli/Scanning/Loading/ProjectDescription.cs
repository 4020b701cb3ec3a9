namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>What MSBuild says of a project: what its compiler would be told.</summary>
/// <param name="File">The project's full path.</param>
internal sealed record ProjectDescription(string File)
{
    private const StringSplitOptions TwoParts = StringSplitOptions.None;

    /// <summary>The assembly's name.</summary>
    public string Name { get; private set; } = Path.GetFileNameWithoutExtension(File);

    /// <summary>The target framework that is looked at.</summary>
    public string Framework { get; private set; } = "";

    /// <summary>The file that a restore writes; empty when the project needs none.</summary>
    public string AssetsFile { get; private set; } = "";

    /// <summary>Whether it is a project of tests.</summary>
    public bool IsTest { get; private set; }

    /// <summary>The folder of the compiler that builds the project.</summary>
    public string CompilerFolder { get; private set; } = "";

    /// <summary>Where a build puts the assembly: a reference to any of these is one to the project.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Full paths of the projects that it references.</summary>
    public List<string> References { get; } = [];

    /// <summary>The compiler's arguments; empty when MSBuild could not say them.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>What MSBuild reported as errors.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Whether the packages are there as far as a restore says so.</summary>
    public bool IsRestored => AssetsFile.Length == 0 || System.IO.File.Exists(AssetsFile);

    /// <summary>Reads what <c>describe.targets</c> has written.</summary>
    public static ProjectDescription Read(IEnumerable<string> lines)
    {
        var description = new ProjectDescription("");
        foreach (var line in lines)
        {
            if (line.Split(' ', 2, TwoParts) is [var key, { Length: > 0 } value])
            {
                description = description.With(key, value);
            }
        }

        return description;
    }

    private ProjectDescription With(string key, string value)
    {
        switch (key)
        {
            case "project":
                return this with { File = value };
            case "name":
                Name = value;
                break;
            case "framework":
                Framework = value;
                break;
            case "assets":
                AssetsFile = value;
                break;
            case "test":
                IsTest = value.Equals("true", StringComparison.OrdinalIgnoreCase);
                break;
            case "compiler":
                CompilerFolder = value;
                break;
            case "output":
                Outputs.Add(Path.GetFullPath(value, Path.GetDirectoryName(File)!));
                break;
            case "reference":
                References.Add(Path.GetFullPath(value));
                break;
            case "argument":
                Arguments.Add(value);
                break;
        }

        return this;
    }
}
