namespace AiInstrument.Registry;

/// <summary>Generated for each member of a library that another assembly can call and that reaches a model call, so that the build of that assembly knows where its routes and jobs lead.</summary>
/// <param name="member">The member's documentation id; a type's stands for its construction.</param>
/// <param name="callSites">Ids of call sites that are reached, with spaces between.</param>
/// <param name="ambiguous">Ids of call sites that are reached only if a call goes to one of several implementations, with spaces between.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AiReachingMemberAttribute(string member, string callSites, string ambiguous) : Attribute
{
    /// <summary>The member's documentation id.</summary>
    public string Member { get; } = member;

    /// <summary>Ids of call sites that are reached, with spaces between.</summary>
    public string CallSites { get; } = callSites;

    /// <summary>Ids of call sites that are reached only if a call goes to one of several implementations, with spaces between.</summary>
    public string Ambiguous { get; } = ambiguous;
}
