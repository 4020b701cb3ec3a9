using System.Xml;
using System.Xml.Linq;

namespace AiInstrument.Cli.Init;

/// <summary>Adds an item to an MSBuild file, in the way that the file is written, and leaves every other character alone.</summary>
internal static class ItemInsertion
{
    private const string DefaultIndentation = "  ";

    /// <summary>Whether a text is an MSBuild project that can be added to.</summary>
    public static bool IsProject(string text)
    {
        try
        {
            // Without a root that can hold something there is nowhere to add.
            return XDocument.Parse(text).Root is { Name.LocalName: "Project" } && XmlTag.All(text) is [{ IsEmpty: false }, ..];
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>The tags of items of one kind that are directly below a group.</summary>
    public static IEnumerable<XmlTag> Items(string text, string kind) => XmlTag.All(text).Where(tag => tag is { IsEnd: false, Depth: 2 } && tag.Name == kind);

    /// <summary>The text with the item: behind the last of its kind in a group without a condition, else in a group of its own at the end.</summary>
    /// <param name="text">A project for which <see cref="IsProject"/> holds.</param>
    /// <param name="kind">The item's element.</param>
    /// <param name="item">The item.</param>
    /// <param name="lineBreak">How lines end.</param>
    public static string Insert(string text, string kind, string item, string lineBreak)
    {
        var tags = XmlTag.All(text);
        if (LastOf(text, tags, kind) is { } last)
        {
            return text.Insert(last.End, lineBreak + IndentationOf(text, last.Item.Start) + item);
        }

        var end = tags[^1];
        var unit = tags.Find(tag => tag.Depth == 1) is { } first && IndentationOf(text, first.Start) is { Length: > 0 } indentation ? indentation : DefaultIndentation;
        var group = $"{unit}<ItemGroup>{lineBreak}{unit}{unit}{item}{lineBreak}{unit}</ItemGroup>{lineBreak}";
        var line = LineStart(text, end.Start);
        return string.IsNullOrWhiteSpace(text[line..end.Start]) ? text.Insert(line, group) : text.Insert(end.Start, lineBreak + group);
    }

    private static (XmlTag Item, int End)? LastOf(string text, List<XmlTag> tags, string kind)
    {
        (XmlTag Item, int End)? last = null;
        var conditional = false;
        for (var at = 0; at < tags.Count; at++)
        {
            var tag = tags[at];
            if (tag is { Depth: 1, IsEnd: false })
            {
                conditional = tag.Name != "ItemGroup" || tag.Attribute(text, "Condition") is not null;
            }
            else if (tag is { Depth: 2, IsEnd: false } && tag.Name == kind && !conditional)
            {
                var end = tag.IsEmpty ? tag : tags.Skip(at + 1).First(other => other is { Depth: 2, IsEnd: true });
                last = (tag, end.End);
            }
        }

        return last;
    }

    private static string IndentationOf(string text, int position)
    {
        var before = text[LineStart(text, position)..position];
        return string.IsNullOrWhiteSpace(before) ? before : "";
    }

    private static int LineStart(string text, int position) => text.LastIndexOf('\n', Math.Max(0, position - 1)) + 1;
}
