using System.Collections.Frozen;

namespace AiInstrument.Cli.Init;

/// <summary>What a project file says of itself.</summary>
internal sealed class ProjectFile
{
    /// <summary>The package that is added.</summary>
    public const string Package = "AiInstrument";

    // The packages of SDKs that docs/sdks.md lists.
    private static readonly FrozenSet<string> Sdks = ((string[])[
        "Anthropic", "Anthropic.SDK", "AutoGen.Core", "AWSSDK.BedrockRuntime", "AWSSDK.BedrockAgentRuntime", "Azure.AI.Agents.Persistent", "Azure.AI.Inference", "Azure.AI.OpenAI",
        "Betalgo.OpenAI", "Betalgo.Ranul.OpenAI", "Cohere", "Google.Cloud.AIPlatform.V1", "Google.GenAI", "LangChain", "LLamaSharp", "LlmTornado", "Microsoft.Agents.AI",
        "Microsoft.Agents.AI.OpenAI", "Microsoft.AI.Foundry.Local", "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.OpenAI",
        "Microsoft.ML.OnnxRuntimeGenAI", "Microsoft.SemanticKernel", "Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.Core", "Mistral.SDK", "Mscc.GenerativeAI", "OllamaSharp",
        "OpenAI", "OpenAI-DotNet", "tryAGI.Anthropic", "tryAGI.Cohere", "tryAGI.OpenAI",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly List<XmlTag> _tags;

    private ProjectFile(string path, FileText file)
    {
        (Path, File) = (path, file);
        _tags = ItemInsertion.IsProject(file.Text) ? XmlTag.All(file.Text) : [];
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The file's text.</summary>
    public FileText File { get; }

    /// <summary>The name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Why the project cannot be added to; null when it can.</summary>
    public string? Problem =>
        _tags.Count == 0 ? "it is no MSBuild project that can be read"
        : _tags[0].Attribute(File.Text, "Sdk") is null && !_tags.Exists(tag => tag is { Name: "Sdk", Depth: 1 } or { Name: "Import", Depth: 1 } && tag.Attribute(File.Text, "Sdk") is not null) ? "it is written in the format from before .NET Core"
        : null;

    /// <summary>Whether it references the package.</summary>
    public bool HasPackage => Packages.Contains(Package, StringComparer.OrdinalIgnoreCase);

    /// <summary>The SDKs of models that it references.</summary>
    public IEnumerable<string> LlmSdks => Packages.Where(Sdks.Contains);

    /// <summary>Whether it holds tests.</summary>
    public bool IsTest => Packages.Contains("Microsoft.NET.Test.Sdk", StringComparer.OrdinalIgnoreCase) || Property("IsTestProject") == "true";

    /// <summary>Whether it is a web application.</summary>
    public bool IsWeb => _tags.Count > 0 && _tags[0].Attribute(File.Text, "Sdk") is { } sdk && sdk.StartsWith("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it starts an application.</summary>
    public bool Starts => IsWeb || Property("OutputType") is "Exe" or "WinExe" || (_tags.Count > 0 && _tags[0].Attribute(File.Text, "Sdk") is "Microsoft.NET.Sdk.Worker");

    /// <summary>Full paths of the projects that it references.</summary>
    public IEnumerable<string> References => ItemInsertion.Items(File.Text, "ProjectReference").Select(tag => tag.Attribute(File.Text, "Include")).OfType<string>()
        .Select(path => System.IO.Path.GetFullPath(path.Replace('\\', System.IO.Path.DirectorySeparatorChar), System.IO.Path.GetDirectoryName(Path)!));

    private IEnumerable<string> Packages => ItemInsertion.Items(File.Text, "PackageReference").Select(tag => tag.Attribute(File.Text, "Include") ?? tag.Attribute(File.Text, "Update")).OfType<string>();

    /// <summary>Reads a project.</summary>
    public static ProjectFile Read(string path) => new(path, FileText.Of(System.IO.File.ReadAllBytes(path)));

    private string? Property(string name)
    {
        var at = _tags.FindIndex(tag => tag is { Depth: 2, IsEnd: false, IsEmpty: false } && tag.Name == name);
        return at < 0 ? null : File.Text[_tags[at].End.._tags[at + 1].Start].Trim();
    }
}
