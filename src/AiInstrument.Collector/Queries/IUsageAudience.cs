namespace AiInstrument.Collector.Queries;

/// <summary>Says whose usage the current request may see. One for each scope; without a registration of its own a scope sees its whole workspace.</summary>
public interface IUsageAudience
{
    /// <summary>Asked again by every query: who signed in may be known only after the scope was made.</summary>
    UsageAudience Audience { get; }
}
