namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>
/// Microsoft Agent Framework: OpenTelemetry's conventions. Its spans of agents carry the usage of the calls beneath them; those of workflows carry none.
/// </summary>
internal sealed class AgentFrameworkDialect : Dialect
{
    private const string ScopePrefix = "Experimental.Microsoft.Agents.AI";

    /// <inheritdoc/>
    public override string Name => "agent-framework";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys => [];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields)
    {
        var agent = fields.Span.Scope.Name.StartsWith(ScopePrefix, StringComparison.Ordinal) && fields.Text(Field.Operation) is "invoke_agent" or "invoke_workflow";
        return agent ? new SpanVerdict(SpanRole.Aggregate, fields.Text(Field.Operation)) : null;
    }
}
