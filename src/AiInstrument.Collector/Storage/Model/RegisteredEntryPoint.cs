namespace AiInstrument.Collector.Storage.Model;

/// <summary>A route or job of a build, under the name that spans carry.</summary>
internal sealed class RegisteredEntryPoint
{
    public required int BuildKey { get; set; }

    /// <summary><c>POST /tickets/{id}/summary</c> or the job's name.</summary>
    public required string Name { get; set; }

    /// <summary><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</summary>
    public required string Kind { get; set; }
}
