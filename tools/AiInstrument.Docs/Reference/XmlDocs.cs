using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AiInstrument.Docs.Reference;

/// <summary>What an assembly's documentation says of its members, as Markdown on one line.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocs(Dictionary<string, XElement> members) => _members = members;

    /// <summary>Reads the file beside the assembly.</summary>
    public static XmlDocs Of(Assembly assembly) => new(XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal));

    /// <summary>The summary of a property or a field.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public string Summary(MemberInfo member) => Find(member, "summary") ?? throw new InvalidDataException($"{member.DeclaringType}.{member.Name} has no summary.");

    /// <summary>The value that is documented; empty without one.</summary>
    public string Value(MemberInfo member) => Find(member, "value") ?? "";

    private string? Find(MemberInfo member, string element)
    {
        var name = $"{(member is FieldInfo ? 'F' : 'P')}:{member.DeclaringType!.FullName!.Replace('+', '.')}.{member.Name}";
        return _members.GetValueOrDefault(name)?.Element(element) is { } found ? Spaces().Replace(string.Concat(found.Nodes().Select(Text)), " ").Trim() : null;
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => MarkdownTable.Code(code.Value),
        XElement { Name.LocalName: "see" } see => MarkdownTable.Code(see.Attribute("langword")?.Value ?? Short(see.Attribute("cref")!.Value)),
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => "",
    };

    // "P:Namespace.Type.Member" is the member of a type, "T:Namespace.Type" the type.
    private static string Short(string cref)
    {
        var names = cref[2..].Split('(')[0].Split('.');
        return cref[0] == 'T' ? names[^1] : cref[0] == 'F' ? $"{names[^2]}.{names[^1]}" : names[^1];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
