using System.Diagnostics;
using AiInstrument.Registry;

namespace AiInstrument.Capture;

/// <summary>What is known of a call before it runs: where it stands in source and for whom it is made.</summary>
internal static class CallSiteAttributes
{
    /// <summary>Writes to a new span.</summary>
    /// <returns>How many tags that were.</returns>
    public static int Write(Activity activity, AiCallSite site, AiAttribution attribution)
    {
        var tags = new SpanTags(activity, ours: 0);
        if (site.Wrapper is { } wrapper)
        {
            // Measured around a client or at HTTP: which line called is not known.
            tags.Set(SpanKeys.CallSiteKind, wrapper);
        }
        else
        {
            tags.Set(SpanKeys.CallSiteId, site.Id);
            tags.Set(SpanKeys.BuildId, AiManifests.FindBuildId(site.Id));
            tags.Set(SpanKeys.CodeFunctionName, site.FunctionName);
            tags.Set(SpanKeys.CodeFilePath, site.File);
            tags.Set(SpanKeys.CodeLineNumber, site.BoxedLine);
        }

        // The feature written at the call wins as a whole: it is the more exact statement.
        tags.Set(SpanKeys.FeatureId, site.Feature is { } feature ? feature.Id : attribution.FeatureId);
        tags.Set(SpanKeys.FeatureCategory, site.Feature is { } f ? f.Category : attribution.FeatureCategory);
        tags.Set(SpanKeys.Purpose, site.Feature is { } p ? p.Purpose : attribution.Purpose);

        tags.Set(SpanKeys.EntryPoint, attribution.EntryPoint);
        tags.Set(SpanKeys.EntryPointKind, attribution.EntryPointKind);
        tags.Set(SpanKeys.Organization, attribution.Organization);
        tags.Set(SpanKeys.User, attribution.User);
        tags.Set(SpanKeys.Project, attribution.Project);
        tags.Set(SpanKeys.Document, attribution.Document);
        tags.Set(SpanKeys.Session, attribution.Session);
        if (attribution.BudgetOverrideBy is { } by)
        {
            tags.Set(SpanKeys.BudgetOverride, Boxes.True);
            tags.Set(SpanKeys.BudgetOverrideBy, by);
        }

        return tags.Ours;
    }
}
