namespace AiInstrument;

/// <summary>
/// Says who and what the LLM calls inside a block are made for. Scopes nest, flow over async calls, and the innermost
/// value wins in each dimension.
/// </summary>
/// <example><code>using var _ = AiScope.Begin(organization: org.Id, user: user.Id);</code></example>
public static class AiScope
{
    private static readonly AsyncLocal<AiScopeFrame?> s_innermost = new();

    /// <summary>What holds now in this flow. Never null: <see cref="AiAttribution.Empty"/> when no scope is open.</summary>
    public static AiAttribution Current => s_innermost.Value?.Effective ?? AiAttribution.Empty;

    /// <summary>Opens a scope that sets the given ids. Null and empty ids leave what the scopes around it say.</summary>
    /// <param name="organization">The customer organization's id.</param>
    /// <param name="user">The end user's id.</param>
    /// <param name="project">The project's id.</param>
    /// <param name="document">The document's id.</param>
    /// <param name="session">The session's or conversation's id.</param>
    /// <returns>The open scope; dispose it to close it.</returns>
    public static AiScopeHandle Begin(string? organization = null, string? user = null, string? project = null, string? document = null, string? session = null)
        => Open(new AiAttribution
        {
            Organization = NullIfEmpty(organization),
            User = NullIfEmpty(user),
            Project = NullIfEmpty(project),
            Document = NullIfEmpty(document),
            Session = NullIfEmpty(session),
        });

    /// <summary>Opens a scope whose calls serve <paramref name="feature"/>, unless <see cref="AiFeatureAttribute"/> says otherwise at the call.</summary>
    /// <param name="feature">A declared feature: <c>AiFeatures.*</c>.</param>
    /// <returns>The open scope; dispose it to close it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="feature"/> is null.</exception>
    public static AiScopeHandle Feature(AiFeatureInfo feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return Open(new AiAttribution { FeatureId = feature.Id, FeatureCategory = feature.Category, Purpose = feature.Purpose });
    }

    /// <summary>Opens a scope whose calls serve the feature of that id. Category and purpose come from the registry, at the collector.</summary>
    /// <param name="featureId">The id of a declared feature.</param>
    /// <returns>The open scope; dispose it to close it.</returns>
    /// <exception cref="ArgumentException"><paramref name="featureId"/> is null or empty.</exception>
    public static AiScopeHandle Feature(string featureId)
    {
        ArgumentException.ThrowIfNullOrEmpty(featureId);
        return Open(new AiAttribution { FeatureId = featureId });
    }

    /// <summary>Opens a scope whose calls are made by <paramref name="job"/>.</summary>
    /// <param name="job">A known job: <c>AiJobs.*</c>.</param>
    /// <returns>The open scope; dispose it to close it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    public static AiScopeHandle Job(AiJobInfo job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return EntryPoint(job.Name, job.Kind);
    }

    /// <summary>Opens a scope whose calls are made on behalf of an entry point. The emitted middleware opens one for each request.</summary>
    /// <param name="name">The route (<c>POST /tickets/{id}/summary</c>) or job name.</param>
    /// <param name="kind"><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</param>
    /// <returns>The open scope; dispose it to close it.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="kind"/> is null or empty.</exception>
    public static AiScopeHandle EntryPoint(string name, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return Open(new AiAttribution { EntryPoint = name, EntryPointKind = kind });
    }

    /// <summary>Opens a scope whose calls pass a budget that denies them but allows an override. Every call inside says so, with <paramref name="by"/>.</summary>
    /// <param name="by">The id of the user who answers for it.</param>
    /// <returns>The open scope; dispose it to close it.</returns>
    /// <exception cref="ArgumentException"><paramref name="by"/> is null or empty.</exception>
    public static AiScopeHandle BudgetOverride(string by)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        return Open(new AiAttribution { BudgetOverrideBy = by });
    }

    /// <summary>
    /// Opens a scope with what held in another flow: keep <see cref="Current"/> with the work where it is handed over, and
    /// restore it where the work is done. Dimensions that <paramref name="attribution"/> leaves open stay what they are here.
    /// </summary>
    /// <param name="attribution">What <see cref="Current"/> gave there.</param>
    /// <returns>The open scope; dispose it to close it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="attribution"/> is null.</exception>
    /// <example><code>using var restored = AiScope.Restore(mail.Attribution);</code></example>
    public static AiScopeHandle Restore(AiAttribution attribution)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        return Open(attribution);
    }

    internal static void Close(AiScopeFrame frame) => s_innermost.Value = AiScopeFrame.Close(s_innermost.Value, frame);

    private static AiScopeHandle Open(AiAttribution own)
    {
        var frame = new AiScopeFrame(s_innermost.Value, own);
        s_innermost.Value = frame;
        return new AiScopeHandle(frame);
    }

    private static string? NullIfEmpty(string? id) => string.IsNullOrEmpty(id) ? null : id;
}
