using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Views;

/// <summary>Whose views.</summary>
/// <param name="Actor">Who, in which workspace.</param>
/// <param name="Person">What tells the person from all others, whatever they are called: <c>user:7</c> or <c>token:admin</c>.</param>
/// <param name="SeesShared">Whether they see, and may share, views with the workspace. Views name organizations, users and projects, which are not for everybody.</param>
public sealed record ViewReader(Actor Actor, string Person, bool SeesShared);
