using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Collector.Content;

/// <summary>Finds words in what is kept of prompts and answers. Content is encrypted record by record, so that a search opens a bounded number of the newest.</summary>
public interface IContentSearch
{
    /// <summary>Characters that are searched for.</summary>
    const int MostCharacters = 200;

    /// <summary>Searches the newest records of a list. That it was done is entered in the audit log; what was searched for is not, and is kept nowhere.</summary>
    /// <param name="actor">Who searches.</param>
    /// <param name="words">Words of which a record must have all, in either case.</param>
    /// <param name="list">The list; its order and its page do not matter. <see cref="RecordQuery.Before"/> goes on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ContentFindings> FindAsync(Actor actor, string words, RecordQuery list, CancellationToken cancellationToken);
}
