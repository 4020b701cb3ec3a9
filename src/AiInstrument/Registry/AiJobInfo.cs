namespace AiInstrument;

/// <summary>An entry point that is not HTTP: hosted service, cron job, queue consumer, webhook worker. Instances are generated as <c>AiJobs.*</c>.</summary>
/// <param name="Name">The job's name, for example <c>nightly-digest</c>.</param>
/// <param name="Kind"><c>job</c>, <c>message</c> or <c>cli</c> (the span attribute <c>aiinstrument.entry_point.kind</c>).</param>
public sealed record AiJobInfo(string Name, string Kind = "job");
