using System.Globalization;
using CsvHelper;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>A download as a spreadsheet reads it.</summary>
internal static class CsvFile
{
    /// <summary>The lines by the names of their columns.</summary>
    public static async Task<List<Dictionary<string, string>>> ReadAsync(HttpClient client, string address)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var response = await client.GetAsync(address, cancellation);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".csv", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        using var text = new StringReader(await response.Content.ReadAsStringAsync(cancellation));
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        await csv.ReadAsync();
        csv.ReadHeader();
        var lines = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync())
        {
            lines.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!, StringComparer.Ordinal));
        }

        return lines;
    }
}
