namespace AiInstrument.Dashboard.Scope;

/// <summary>What an address asks for in its query string. An endpoint of the API that takes <see cref="Asked{T}"/> gets exactly what is read here, and its document lists exactly that.</summary>
/// <typeparam name="TSelf">The request.</typeparam>
internal interface IQueryRequest<TSelf>
    where TSelf : IQueryRequest<TSelf>
{
    /// <summary>Reads the query. Every parameter must be asked for, whatever the others say.</summary>
    static abstract TSelf Read(QueryReader query, TimeProvider time);
}
