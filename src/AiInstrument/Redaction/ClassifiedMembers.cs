using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;

namespace AiInstrument.Redaction;

/// <summary>Reads which members of a type carry classified data, by the attributes that AII0014 knows too.</summary>
internal static class ClassifiedMembers
{
    private const int LongestType = 40;

    private static readonly string[] s_attributes = ["Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute", "Microsoft.AspNetCore.Identity.PersonalDataAttribute"];

    /// <summary>The names of properties, fields and parameters that are classified, as JSON has them, and what they are classified as.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicMethods)] Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        foreach (var member in ((MemberInfo[])[.. type.GetProperties(All), .. type.GetFields(All)]))
        {
            if (Classification(member.CustomAttributes) is { } classification)
            {
                yield return new(member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? member.Name, classification);
            }
        }

        foreach (var parameter in type.GetMethods(All).SelectMany(method => method.GetParameters()))
        {
            if (parameter.Name is { } name && Classification(parameter.CustomAttributes) is { } classification)
            {
                yield return new(name, classification);
            }
        }
    }

    /// <summary><c>PrivateDataAttribute</c> is <c>private_data</c>; null where no attribute classifies.</summary>
    private static string? Classification(IEnumerable<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            for (var type = attribute.AttributeType; type is not null; type = type.BaseType)
            {
                if (Array.IndexOf(s_attributes, type.FullName) >= 0)
                {
                    return Name(attribute.AttributeType.Name);
                }
            }
        }

        return null;
    }

    private static string Name(string attribute)
    {
        const string Suffix = "Attribute";
        var name = new StringBuilder();
        foreach (var c in attribute.EndsWith(Suffix, StringComparison.Ordinal) ? attribute[..^Suffix.Length] : attribute)
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_');
        }

        return name.Length > LongestType ? name.ToString(0, LongestType) : name.ToString();
    }
}
