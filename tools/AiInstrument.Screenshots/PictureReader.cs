namespace AiInstrument.Screenshots;

/// <summary>Who looks at a page.</summary>
internal enum PictureReader
{
    /// <summary>An admin.</summary>
    Admin,

    /// <summary>Somebody who has not signed in.</summary>
    Nobody,

    /// <summary>The admin of a server to which nothing has been sent yet.</summary>
    FirstAdmin,
}
