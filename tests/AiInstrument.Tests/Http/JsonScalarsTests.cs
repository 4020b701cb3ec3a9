using System.Text;
using AiInstrument.Http;

namespace AiInstrument.Tests.Http;

public sealed class JsonScalarsTests
{
    private const string Sample = """
        { "model" : "gpt-\u0035", "n":-1.5e2, "list":[1,{"a":"x"},[true,null]], "deep":{"b":{"c":"\"}{"}},
          "long":"$LONG$", "$LONG$":"under a long name", "usage":{"prompt_tokens":120,"details":{"cached":64}}, "last":false }
        """;

    [Fact]
    public void Every_short_value_is_found_under_its_path_however_the_text_is_cut()
    {
        var json = Encoding.UTF8.GetBytes(Sample.Replace("$LONG$", new string('l', 5_000), StringComparison.Ordinal));
        string[] expected =
        [
            "model=gpt-5", "n=-1.5e2", "list=1", "list.a=x", "list=true", "list=null", "deep.b.c=\"}{",
            "usage.prompt_tokens=120", "usage.details.cached=64", "last=false",
        ];

        for (var size = 1; size <= 64; size++)
        {
            Assert.Equal(expected, Read(json, size));
        }

        Assert.Equal(expected, Read(json, json.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("}}}]]]")]
    [InlineData("{\"a\":")]
    [InlineData("\"\\")]
    [InlineData("{{{{{{{{{{{{{{{{{{{{\"a\":1")]
    [InlineData("<html>not found</html>")]
    [InlineData("[[[[[[[[[[[[{\"too\":\"deep\"}]]]]]]]]]]]]")]
    public void What_is_no_json_does_no_harm(string text)
        => Assert.DoesNotContain("too=deep", Read(Encoding.UTF8.GetBytes(text), 3));

    [Fact]
    public void Any_bytes_do_no_harm()
    {
        var random = new Random(7);
        var alphabet = "{}[]\",:\\ \n1tfn\0é"u8.ToArray();
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(200)).Select(_ => alphabet[random.Next(alphabet.Length)]).ToArray();
            Read(bytes, 1 + random.Next(20));
        }
    }

    [Theory]
    [InlineData("data: {\"a\":1}\n\ndata:{\"a\":2}\n\ndata: [DONE]\n\n", true)]
    [InlineData("event: x\r\ndata: {\"a\":1}\r\n\r\n: comment {\"a\":9}\r\nid: 7\r\ndata: {\"a\":\r\ndata: 2}\r\n\r\n", false)]
    [InlineData("data: {\"a\":1}\r\rdatas: {\"a\":9}\rdata: {\"a\":2}\r\rdata:[DONE]\r\r", true)]
    [InlineData("data: {\"a\":1}\n\ndata: {\"a\":2}\n\ndata: [DONE] not\n\n", false)]
    public void Events_are_read_however_they_are_cut(string text, bool ended)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var facts = new Found();
            var json = new JsonScalars(facts);
            json.Reset();
            var events = new ServerSentEvents(json);
            foreach (var piece in bytes.Chunk(size))
            {
                events.Read(piece);
            }

            Assert.Equal(["a=1", "a=2"], facts.Values);
            Assert.Equal(ended, events.HasEnded);
        }
    }

    private static List<string> Read(byte[] json, int size)
    {
        var facts = new Found();
        var reader = new JsonScalars(facts);
        reader.Reset();
        foreach (var piece in json.Chunk(size))
        {
            reader.Read(piece);
        }

        return facts.Values;
    }

    private sealed class Found : IJsonFacts
    {
        public List<string> Values { get; } = [];

        public void Take(ReadOnlySpan<byte> path, JsonScalar value)
        {
            _ = value.Count() + value.Number();
            Values.Add(Encoding.UTF8.GetString(path) + "=" + (value.Text() ?? value.ToString()));
        }
    }
}
