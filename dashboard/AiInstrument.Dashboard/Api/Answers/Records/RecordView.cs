using AiInstrument.Collector.Views;

namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>A saved view. <c>query</c> is the list's address behind the question mark; <c>start</c> says that the caller's list begins with it.</summary>
internal sealed class RecordView(SavedView view)
{
    public int Id => view.Id;

    public string Name => view.Name;

    public string Query => view.Query;

    public bool Shared => view.IsShared;

    public string Owner => view.Owner;

    public bool Own => view.IsOwn;

    public bool Start => view.IsDefault;
}
