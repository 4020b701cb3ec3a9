namespace AiInstrument.Dashboard.Overview;

/// <summary>Something that an admin should look at.</summary>
/// <param name="Level"><c>error</c>, <c>warning</c> or <c>info</c>: the icon and the colour.</param>
/// <param name="Title">What is the matter.</param>
/// <param name="Detail">How much.</param>
/// <param name="Href">Where it is seen; null where the reader may not go.</param>
internal sealed record AttentionItem(string Level, string Title, string Detail, string? Href);
