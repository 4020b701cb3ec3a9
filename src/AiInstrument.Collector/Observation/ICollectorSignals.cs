namespace AiInstrument.Collector.Observation;

/// <summary>What those who stay connected wait for instead of asking again and again.</summary>
public interface ICollectorSignals
{
    /// <summary>The writer has committed what changes interactions or totals.</summary>
    Pulse Commits { get; }

    /// <summary>An API key may do less than before, or nothing: every key is to be verified again.</summary>
    Pulse KeyChanges { get; }

    /// <summary>A session ended, or an account may do other things than before: every person is to be verified again.</summary>
    Pulse AccountChanges { get; }
}
