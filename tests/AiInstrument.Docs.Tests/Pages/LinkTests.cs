namespace AiInstrument.Docs.Tests.Pages;

/// <summary>Links lead somewhere. What is elsewhere is not asked: tests run without a network.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_name_files_and_headings_that_exist_or_https(string path)
    {
        var page = Repository.Pages[path];
        var wrong = page.Links.Select(link => Problem(page, link.Target) is { } problem ? FormattableString.Invariant($"{path}:{link.Line}: ({link.Target}) {problem}") : null).OfType<string>();

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void Every_page_of_docs_is_in_its_index()
    {
        var index = Repository.Pages["docs/README.md"];
        var linked = index.Links.Select(link => Path.GetRelativePath(Repository.Root, Resolve(index, link.Target.Split('#')[0])).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);

        var missing = Repository.Pages.Keys.Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && !path.StartsWith("docs/rules/AII", StringComparison.Ordinal) && path != "docs/README.md" && !linked.Contains(path));
        Assert.True(!missing.Any(), "docs/README.md does not name " + string.Join(", ", missing));
    }

    [Theory]
    [InlineData("Two commands", "two-commands")]
    [InlineData("A `code`, with (signs)!", "a-code-with-signs")]
    [InlineData("[AII0001](rules/AII0001.md): a link", "aii0001-a-link")]
    [InlineData("2. Data flow (one direction)", "2-data-flow-one-direction")]
    public void An_anchor_is_made_as_GitHub_makes_it(string heading, string anchor) =>
        Assert.Equal([anchor, anchor + "-1"], Page.Read("page.md", $"# {heading}\ntext\n## {heading}\n").Anchors);

    private static string? Problem(Page page, string target)
    {
        if (target.Contains(':', StringComparison.Ordinal))
        {
            return Uri.TryCreate(target, UriKind.Absolute, out var address) && address.Scheme is "https" or "mailto" ? null : "is no https address.";
        }

        var parts = target.Split('#', 2);
        var file = Resolve(page, parts[0]);
        if (!File.Exists(file) && !Directory.Exists(file))
        {
            return "leads to no file.";
        }

        return parts.Length == 1 ? null
            : !Repository.Pages.TryGetValue(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), out var other) ? "leads into a file that is no page."
            : other.Anchors.Contains(parts[1], StringComparer.Ordinal) ? null
            : $"leads to no heading; there are: {string.Join(", ", other.Anchors)}";
    }

    private static string Resolve(Page page, string target) =>
        target.Length == 0 ? Repository.PathOf(page.Path) : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page.Path))!, Uri.UnescapeDataString(target)));
}
