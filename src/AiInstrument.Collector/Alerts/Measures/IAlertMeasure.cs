namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Measures what rules of some kinds look at. Reads rollups only: it runs every minute for every rule.</summary>
internal interface IAlertMeasure
{
    /// <summary>The kinds that it measures.</summary>
    IReadOnlyList<AlertKind> Kinds { get; }

    /// <summary>One reading for each budget, model or service; none where there is too little to measure.</summary>
    Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken);
}
