namespace AiInstrument;

/// <summary>Who and what an LLM call is made for. A dimension that no open scope sets is null.</summary>
/// <remarks>Immutable: <see cref="AiScope.Current"/> may be kept and read from any thread.</remarks>
public sealed record AiAttribution
{
    /// <summary>No attribution: every dimension is null.</summary>
    public static AiAttribution Empty { get; } = new();

    /// <summary>The feature's id, for example <c>ticket.summarize</c> (span attribute <c>aiinstrument.feature.id</c>).</summary>
    public string? FeatureId { get; init; }

    /// <summary>The feature's category (<c>aiinstrument.feature.category</c>). Null when only the id is known.</summary>
    public string? FeatureCategory { get; init; }

    /// <summary>What the feature does, in words (<c>aiinstrument.purpose</c>).</summary>
    public string? Purpose { get; init; }

    /// <summary>The route (<c>POST /tickets/{id}/summary</c>) or job name (<c>aiinstrument.entry_point</c>).</summary>
    public string? EntryPoint { get; init; }

    /// <summary><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c> (<c>aiinstrument.entry_point.kind</c>).</summary>
    public string? EntryPointKind { get; init; }

    /// <summary>The customer organization's id (<c>aiinstrument.organization.id</c>).</summary>
    public string? Organization { get; init; }

    /// <summary>The end user's id (<c>user.id</c>).</summary>
    public string? User { get; init; }

    /// <summary>The project's id (<c>aiinstrument.project.id</c>).</summary>
    public string? Project { get; init; }

    /// <summary>The document's id (<c>aiinstrument.document.id</c>).</summary>
    public string? Document { get; init; }

    /// <summary>The session's or conversation's id (<c>session.id</c>).</summary>
    public string? Session { get; init; }

    /// <summary>Who answers for calls that go over a budget (<c>aiinstrument.budget.override_by</c>). Null outside <see cref="AiScope.BudgetOverride"/>.</summary>
    public string? BudgetOverrideBy { get; init; }

    /// <summary>Lays <paramref name="inner"/> over this: the inner value wins in each dimension that it sets.</summary>
    internal AiAttribution With(AiAttribution inner)
    {
        // A feature or entry point is one dimension: parts of two of them are never mixed.
        var feature = inner.FeatureId is null ? this : inner;
        var entryPoint = inner.EntryPoint is null ? this : inner;
        return new AiAttribution
        {
            FeatureId = feature.FeatureId,
            FeatureCategory = feature.FeatureCategory,
            Purpose = feature.Purpose,
            EntryPoint = entryPoint.EntryPoint,
            EntryPointKind = entryPoint.EntryPointKind,
            Organization = inner.Organization ?? Organization,
            User = inner.User ?? User,
            Project = inner.Project ?? Project,
            Document = inner.Document ?? Document,
            Session = inner.Session ?? Session,
            BudgetOverrideBy = inner.BudgetOverrideBy ?? BudgetOverrideBy,
        };
    }
}
