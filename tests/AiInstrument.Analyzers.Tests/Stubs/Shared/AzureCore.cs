// assembly: Azure.Core
namespace Azure
{
    using Azure.Core;

    public abstract class Response : IDisposable
    {
        public abstract int Status { get; }
        public abstract string ReasonPhrase { get; }
        public abstract Stream? ContentStream { get; set; }
        public abstract string ClientRequestId { get; set; }
        public virtual ResponseHeaders Headers => new(this);
        public abstract void Dispose();
        protected internal abstract bool TryGetHeader(string name, out string? value);
        protected internal abstract bool TryGetHeaderValues(string name, out IEnumerable<string>? values);
        protected internal abstract bool ContainsHeader(string name);
        protected internal abstract IEnumerable<HttpHeader> EnumerateHeaders();
        public static Response<T> FromValue<T>(T value, Response response) => new(value, response);
    }

    public class Response<T>(T value, Response response)
    {
        public T Value => value;
        public Response GetRawResponse() => response;
    }

    /// <summary>What the stubs answer with.</summary>
    public sealed class StubResponse : Response
    {
        public override int Status => 200;
        public override string ReasonPhrase => "OK";
        public override Stream? ContentStream { get; set; } = new MemoryStream([1, 2, 3]);
        public override string ClientRequestId { get; set; } = "request-1";
        public override void Dispose() => ContentStream?.Dispose();
        protected internal override bool TryGetHeader(string name, out string? value) => (value = name == "x-id" ? "h1" : null) is not null;
        protected internal override bool TryGetHeaderValues(string name, out IEnumerable<string>? values) => (values = name == "x-id" ? ["h1"] : null) is not null;
        protected internal override bool ContainsHeader(string name) => name == "x-id";
        protected internal override IEnumerable<HttpHeader> EnumerateHeaders() => [new("x-id", "h1")];
    }
}

namespace Azure.Core
{
    public readonly struct HttpHeader(string name, string value)
    {
        public string Name => name;
        public string Value => value;
    }

    public readonly struct ResponseHeaders(Response response) : IEnumerable<HttpHeader>
    {
        public bool TryGetValue(string name, out string? value) => response.TryGetHeader(name, out value);
        public bool TryGetValues(string name, out IEnumerable<string>? values) => response.TryGetHeaderValues(name, out values);
        public bool Contains(string name) => response.ContainsHeader(name);
        public IEnumerator<HttpHeader> GetEnumerator() => response.EnumerateHeaders().GetEnumerator();
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

