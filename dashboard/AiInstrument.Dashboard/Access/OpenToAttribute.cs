namespace AiInstrument.Dashboard.Access;

/// <summary>Opens a page to others than admins, and an endpoint of the API to members.</summary>
/// <param name="audience">To whom.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToAttribute(PageAudience audience) : Attribute
{
    public PageAudience Audience => audience;
}
