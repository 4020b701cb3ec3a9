using System.Globalization;
using System.Text;
using AiInstrument.Collector.Decoding.Interning;

namespace AiInstrument.Collector.Tests.Decoding;

public sealed class AttributeKeyTableTests
{
    private readonly AttributeKeyTable _table = new();

    [Fact]
    public void A_key_is_one_object_however_it_is_found()
    {
        var first = Get("a", null);
        var second = Get("b", first);

        Assert.Same(first, Get("a", null));
        Assert.Same(first, Get("a", second));
        Assert.Same(second, Get("b", first));
        Assert.Same(second, Get("b", null));
        Assert.Equal("c", Get("c", first)?.Name);
        Assert.Same(second, Get("b", first));
    }

    [Fact]
    public void No_bytes_are_no_key() => Assert.Null(Get("", null));

    [Theory]
    [InlineData("gen_ai.çağrı")]
    [InlineData("a\"b\\c\u0001")]
    public void A_key_is_written_to_json_as_it_is(string name)
    {
        var json = Encoding.UTF8.GetString(Get(name, null)!.Json);
        Assert.Equal(name, System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, int>>("{" + json + "1}")!.Keys.Single());
    }

    [Fact]
    public void Keys_without_an_end_leave_no_chain_behind()
    {
        var first = Get("k0", null);
        var previous = first;
        for (var i = 1; i < 100_000; i++)
        {
            previous = Get("k" + i.ToString(CultureInfo.InvariantCulture), previous);
        }

        var length = 0;
        for (var key = first; key is not null; key = key.Next)
        {
            length++;
        }

        Assert.InRange(length, 1, 2048);
    }

    private AttributeKey? Get(string name, AttributeKey? previous) => _table.Get(Encoding.UTF8.GetBytes(name), previous);
}
