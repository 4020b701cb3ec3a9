using System.Net.Http.Headers;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>Reads names on pages as people do: whole, without the marks of where a line may end.</summary>
internal sealed class WholeNames(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType is { MediaType: "text/html" } type && request.Method != HttpMethod.Head)
        {
            var html = await response.Content.ReadAsStringAsync(cancellationToken);
            var whole = new StringContent(html.Replace("<wbr>", "", StringComparison.Ordinal), System.Text.Encoding.UTF8, new MediaTypeHeaderValue(type.MediaType!) { CharSet = type.CharSet });
            foreach (var (name, values) in response.Content.Headers.Where(header => header.Key is not ("Content-Type" or "Content-Length")))
            {
                whole.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content = whole;
        }

        return response;
    }
}
