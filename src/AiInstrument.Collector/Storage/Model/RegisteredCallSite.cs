namespace AiInstrument.Collector.Storage.Model;

/// <summary>A call site of a build.</summary>
internal sealed class RegisteredCallSite
{
    public required int BuildKey { get; set; }

    public required string CallSiteId { get; set; }

    public string? Member { get; set; }

    public string? File { get; set; }

    public int? Line { get; set; }

    public string? Sdk { get; set; }

    public string? Method { get; set; }

    public string? Operation { get; set; }

    public string? Provider { get; set; }

    public string? Model { get; set; }

    public string? Feature { get; set; }

    public string? Escape { get; set; }

    public string? MeasuredBy { get; set; }
}
