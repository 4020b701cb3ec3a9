namespace AiInstrument.Screenshots;

/// <summary>A picture of a page.</summary>
/// <param name="Name">The file's name without its end.</param>
/// <param name="Page">The page that it shows, as the dashboard maps it.</param>
/// <param name="Address">Where the page is; or, with <paramref name="Link"/>, a page that links to it.</param>
internal sealed record Picture(string Name, string Page, string Address)
{
    /// <summary>What the link to the page begins with, for pages whose address nobody knows beforehand; null otherwise.</summary>
    public string? Link { get; init; }

    /// <summary>What is typed into the page's form and sent, for pages that answer; null otherwise.</summary>
    public string? Words { get; init; }

    /// <summary>Whether the page is taken in dark too.</summary>
    public bool Dark { get; init; }

    /// <summary>Whose eyes see it.</summary>
    public PictureReader Reader { get; init; }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; init; } = 1440;

    /// <summary>Its files: in light, then in dark where it is taken so.</summary>
    public IEnumerable<string> Files => Dark ? [Name + ".webp", Name + "-dark.webp"] : [Name + ".webp"];
}
