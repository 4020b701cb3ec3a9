namespace AiInstrument.Dashboard.Access;

/// <summary>Who may open a page, or ask an endpoint of the API.</summary>
internal enum PageAudience
{
    /// <summary>Admins. A page that says nothing is theirs.</summary>
    Admins,

    /// <summary>Whoever may read the whole workspace: admins and analysts.</summary>
    Readers,

    /// <summary>Everybody who is signed in; queries show members what is their own.</summary>
    Members,

    /// <summary>Strangers too.</summary>
    Anyone,
}
