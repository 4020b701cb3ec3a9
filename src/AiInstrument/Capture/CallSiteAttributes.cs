using System.Diagnostics;
using AiInstrument.Registry;

namespace AiInstrument.Capture;

/// <summary>What is known of a call before it runs: where it stands in source and for whom it is made.</summary>
internal static class CallSiteAttributes
{
    public static void Write(Activity activity, AiCallSite site, AiAttribution attribution)
    {
        // Setting looks through all tags for the key; on a new activity, which only a sampler can have given tags, adding does the same.
        var isNew = !activity.EnumerateTagObjects().MoveNext();
        Set(activity, isNew, SpanKeys.CallSiteId, site.Id);
        Set(activity, isNew, SpanKeys.BuildId, AiManifests.FindBuildId(site.Id));
        Set(activity, isNew, SpanKeys.CodeFunctionName, site.FunctionName);
        Set(activity, isNew, SpanKeys.CodeFilePath, site.File);
        Set(activity, isNew, SpanKeys.CodeLineNumber, site.Line);

        // The feature written at the call wins as a whole: it is the more exact statement.
        Set(activity, isNew, SpanKeys.FeatureId, site.Feature is { } feature ? feature.Id : attribution.FeatureId);
        Set(activity, isNew, SpanKeys.FeatureCategory, site.Feature is { } f ? f.Category : attribution.FeatureCategory);
        Set(activity, isNew, SpanKeys.Purpose, site.Feature is { } p ? p.Purpose : attribution.Purpose);

        Set(activity, isNew, SpanKeys.EntryPoint, attribution.EntryPoint);
        Set(activity, isNew, SpanKeys.EntryPointKind, attribution.EntryPointKind);
        Set(activity, isNew, SpanKeys.Organization, attribution.Organization);
        Set(activity, isNew, SpanKeys.User, attribution.User);
        Set(activity, isNew, SpanKeys.Project, attribution.Project);
        Set(activity, isNew, SpanKeys.Document, attribution.Document);
        Set(activity, isNew, SpanKeys.Session, attribution.Session);
    }

    private static void Set(Activity activity, bool isNew, string key, object? value)
    {
        if (value is null)
        {
            return;
        }

        if (isNew)
        {
            activity.AddTag(key, value);
        }
        else
        {
            activity.SetTag(key, value);
        }
    }
}
