using System.Diagnostics;
using AiInstrument.Registry;

namespace AiInstrument.Capture;

/// <summary>What is known of a call before it runs: where it stands in source and for whom it is made.</summary>
internal static class CallSiteAttributes
{
    public static void Write(Activity activity, AiCallSite site, AiAttribution attribution)
    {
        Set(activity, SpanKeys.CallSiteId, site.Id);
        Set(activity, SpanKeys.BuildId, AiManifests.FindBuildId(site.Id));
        Set(activity, SpanKeys.CodeFunctionName, FunctionName(site.Member));
        Set(activity, SpanKeys.CodeFilePath, site.File);
        activity.SetTag(SpanKeys.CodeLineNumber, site.Line);

        // The feature written at the call wins as a whole: it is the more exact statement.
        Set(activity, SpanKeys.FeatureId, site.Feature is { } feature ? feature.Id : attribution.FeatureId);
        Set(activity, SpanKeys.FeatureCategory, site.Feature is { } f ? f.Category : attribution.FeatureCategory);
        Set(activity, SpanKeys.Purpose, site.Feature is { } p ? p.Purpose : attribution.Purpose);

        Set(activity, SpanKeys.EntryPoint, attribution.EntryPoint);
        Set(activity, SpanKeys.EntryPointKind, attribution.EntryPointKind);
        Set(activity, SpanKeys.Organization, attribution.Organization);
        Set(activity, SpanKeys.User, attribution.User);
        Set(activity, SpanKeys.Project, attribution.Project);
        Set(activity, SpanKeys.Document, attribution.Document);
        Set(activity, SpanKeys.Session, attribution.Session);
    }

    private static void Set(Activity activity, string key, string? value)
    {
        if (value is not null)
        {
            activity.SetTag(key, value);
        }
    }

    /// <summary><c>code.function.name</c> is without arguments (semantic conventions, code attributes); a member's own parentheses close it.</summary>
    private static string FunctionName(string member)
    {
        if (!member.EndsWith(')'))
        {
            return member;
        }

        // From the end, since tuple types put parentheses into type arguments too.
        var depth = 0;
        for (var i = member.Length - 1; i > 0; i--)
        {
            if (member[i] == ')')
            {
                depth++;
            }
            else if (member[i] == '(' && --depth == 0)
            {
                return member[..i];
            }
        }

        return member;
    }
}
