namespace AiInstrument.Collector.Views;

/// <summary>A list of records under a name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Query">The list's address behind the question mark.</param>
/// <param name="IsShared">Whether the workspace's admins and analysts see it.</param>
/// <param name="Owner">The name of its owner.</param>
/// <param name="IsOwn">Whether it is the reader's, who alone may change it.</param>
/// <param name="IsDefault">Whether the reader's list begins with it.</param>
public sealed record SavedView(int Id, string Name, string Query, bool IsShared, string Owner, bool IsOwn, bool IsDefault);
