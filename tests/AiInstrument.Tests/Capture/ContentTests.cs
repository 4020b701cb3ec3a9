using System.Text.Json;
using AiInstrument.Capture;
using AiInstrument.Capture.Content;
using AiInstrument.Redaction;

namespace AiInstrument.Tests.Capture;

public sealed class ContentTests
{
    [Fact]
    public void Off_takes_no_content()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;

        Assert.Null(call.Content);
        call.Complete();
    }

    [Fact]
    public void Messages_are_written_redacted_in_the_form_of_the_conventions()
    {
        var tags = Record(new(KeepsText: true, [new BuiltInRedactor()]), static content =>
        {
            content.Instructions("Be kind to ann@example.com.");
            content.Input("user");
            content.Text("I am ann@example.com, \"quoted\" çöş \ud83d\ude00");
            content.Other("blob");
            content.Input("assistant");
            content.ToolCall("c1", "look_up", """{"mail":"bob@example.com","card":4111111111111111,"deep":[{"ip":"10.1.2.3","n":5,"t":true,"z":null}]}""");
            content.Input("tool");
            content.ToolResult("c1", """not JSON: {bob@example.com""");
            content.Output("assistant");
            content.Text("Done");
        });

        Assert.Equal("""[{"type":"text","content":"Be kind to [REDACTED:email]."}]""", tags["gen_ai.system_instructions"]);
        Assert.Equal(
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"I am [REDACTED:email], \\\"quoted\\\" çöş \\uD83D\\uDE00\"},{\"type\":\"blob\"}]},"
            + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"look_up\",\"arguments\":"
            + "{\"mail\":\"[REDACTED:email]\",\"card\":\"[REDACTED:credit_card]\",\"deep\":[{\"ip\":\"[REDACTED:ip_address]\",\"n\":5,\"t\":true,\"z\":null}]}}]},"
            + "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c1\",\"response\":\"not JSON: {[REDACTED:email]\"}]}]",
            tags["gen_ai.input.messages"]);
        Assert.Equal("""[{"role":"assistant","parts":[{"type":"text","content":"Done"}],"finish_reason":"stop"}]""", tags["gen_ai.output.messages"]);
        Assert.Equal("""{"email":4,"credit_card":1,"ip_address":1}""", tags["aiinstrument.content.redactions"]);
        Assert.DoesNotContain("aiinstrument.content.truncated", tags.Keys);
    }

    [Fact]
    public void A_stream_is_put_together_before_it_is_redacted()
    {
        var tags = Record(new(KeepsText: true, [new BuiltInRedactor()]), static content =>
        {
            content.ReasoningDelta("hm");
            content.TextDelta("mail ann@exa");
            content.TextDelta("mple.com");
            content.ToolCallDelta(0, "c1", "send", null);
            content.ToolCallDelta(1, "c2", "drop", "{}");
            content.ToolCallDelta(0, null, null, "{\"to\":\"bob@exam");
            content.ToolCallDelta(0, null, null, "ple.com\"}");
        });

        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},{"type":"text","content":"mail [REDACTED:email]"},"""
            + """{"type":"tool_call","id":"c1","name":"send","arguments":{"to":"[REDACTED:email]"}},{"type":"tool_call","id":"c2","name":"drop","arguments":{}}],"finish_reason":"stop"}]""",
            tags["gen_ai.output.messages"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_text_is_cut_with_a_mark_and_without_half_a_secret(bool streamed)
    {
        var filler = new string('\n', ContentSettings.MaxCharacters - 10);
        var tags = Record(new(KeepsText: true, [new BuiltInRedactor()]), content =>
        {
            content.Output("assistant");
            foreach (var piece in streamed ? (string[])[filler, "4111 1111 ", "1111 1111 ", new string('x', 100_000)] : [filler + "4111 1111 1111 1111 " + new string('x', 100_000)])
            {
                content.TextDelta(piece);
            }

            content.Output("assistant");
            content.Text("dropped");
        });

        var output = (string)tags["gen_ai.output.messages"]!;
        using var json = JsonDocument.Parse(output);
        var text = json.RootElement[0].GetProperty("parts")[0].GetProperty("content").GetString()!;
        Assert.EndsWith("[TRUNCATED]", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, ContentSettings.MaxCharacters - 600, ContentSettings.MaxCharacters + 40);
        Assert.DoesNotContain("4111", output, StringComparison.Ordinal);
        Assert.DoesNotContain("dropped", output, StringComparison.Ordinal);
        Assert.Equal(true, tags["aiinstrument.content.truncated"]);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("x", 1)]
    [InlineData("", 1000)]
    [InlineData("x", 1000)]
    public void A_cut_leaves_no_half_of_a_character(string first, int pieces)
    {
        var piece = string.Concat(Enumerable.Repeat("\ud83d\ude00", 100_000 / pieces));
        foreach (var redactors in (IAiRedactor[][])[[], [new BuiltInRedactor()]])
        {
            var tags = Record(new(KeepsText: true, redactors), content =>
            {
                content.TextDelta(first);
                for (var i = 0; i < pieces; i++)
                {
                    // Providers cut their pieces anywhere.
                    content.TextDelta(piece[..1]);
                    content.TextDelta(piece[1..]);
                }
            });

            using var json = JsonDocument.Parse((string)tags["gen_ai.output.messages"]!);
            var text = json.RootElement[0].GetProperty("parts")[0].GetProperty("content").GetString()!;
            Assert.EndsWith("\ud83d\ude00[TRUNCATED]", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\ufffd', text);
            Assert.InRange(text.Length, ContentSettings.MaxCharacters - 1, ContentSettings.MaxCharacters + 12);
            Assert.Equal(true, tags["aiinstrument.content.truncated"]);
        }
    }

    [Fact]
    public void A_stream_without_end_is_kept_to_its_bounds()
    {
        var tags = Record(new(KeepsText: true, []), static content =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                content.TextDelta("four");
                content.ReasoningDelta("");
                content.ToolCallDelta(i, "c", "t", "{}");
                content.Other("blob");
            }
        });

        using var json = JsonDocument.Parse((string)tags["gen_ai.output.messages"]!);
        Assert.Equal(ContentSettings.MaxParts, json.RootElement[0].GetProperty("parts").GetArrayLength());
        Assert.Equal(true, tags["aiinstrument.content.truncated"]);
    }

    [Fact]
    public void Metadata_counts_and_keeps_no_text()
    {
        var tags = Record(new(KeepsText: false, []), static content =>
        {
            content.Instructions("12345");
            content.Prompt("hello");
            content.Prompt("you");
            content.TextDelta("se");
            content.TextDelta("cret");
        });

        Assert.Equal(
            """{"instructions":{"system":{"messages":1,"characters":5}},"input":{"user":{"messages":2,"characters":8}},"output":{"assistant":{"messages":1,"characters":6}}}""",
            tags["aiinstrument.content.counts"]);
        Assert.DoesNotContain(tags.Keys, static key => key.StartsWith("gen_ai.input", StringComparison.Ordinal) || key.StartsWith("gen_ai.output", StringComparison.Ordinal));
    }

    [Fact]
    public void A_redactor_that_throws_drops_the_content_and_nothing_else()
    {
        using var faults = new FaultCount();
        var tags = Record(new(KeepsText: true, [new Throwing()]), static content => content.Prompt("secret"));

        Assert.Single(faults.Types);
        Assert.Equal("ok", tags["aiinstrument.outcome"]);
        Assert.Equal("all", tags["aiinstrument.content.not_captured"]);
        Assert.DoesNotContain(tags.Values, static value => value is string text && text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Redactors_run_in_their_order()
    {
        var tags = Record(new(KeepsText: true, [new Replacing("a", "b"), new Replacing("b", "c")]), static content => content.Prompt("a"));

        Assert.Contains("\"content\":\"c\"", (string)tags["gen_ai.input.messages"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\ud800 alone")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1} trailing")]
    [InlineData("\u0000\u001f\\\"")]
    public void Whatever_a_model_writes_stays_one_JSON_document(string text)
    {
        using var faults = new FaultCount();
        var tags = Record(new(KeepsText: true, []), content =>
        {
            content.Output("assistant");
            content.Text(text);
            content.ToolCall("c", "t", text);
        });

        using var json = JsonDocument.Parse((string)tags["gen_ai.output.messages"]!);
        Assert.Equal(2, json.RootElement[0].GetProperty("parts").GetArrayLength());
        Assert.Empty(faults.Types);
    }

    [Fact]
    public void Values_of_arguments_become_JSON()
    {
        var tags = Record(new(KeepsText: true, [new BuiltInRedactor()]), static content =>
        {
            content.Input("assistant");
            content.ToolCall("c", "t", new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["text"] = "a@b.io",
                ["number"] = 5,
                ["flag"] = true,
                ["none"] = null,
                ["list"] = new[] { 1.5, 2 },
                ["when"] = new DateOnly(2026, 11, 21),
            });
        });

        Assert.Contains(
            """ "arguments":{"text":"[REDACTED:email]","number":5,"flag":true,"none":null,"list":[1.5,2],"when":"2026-11-21"} """.Trim(),
            (string)tags["gen_ai.input.messages"]!,
            StringComparison.Ordinal);
    }

    private static Dictionary<string, object?> Record(ContentSettings settings, Action<AiContent> add)
    {
        var hooks = new CaptureHooks(gate: null, settings);
        hooks.Install();
        try
        {
            using var spans = Spans.Listen();
            var call = AiCall.Start(SampleSites.Chat)!;
            add(call.Content!);
            call.AddFinishReason("stop");
            call.Complete();
            return spans.Single().TagObjects.ToDictionary(StringComparer.Ordinal);
        }
        finally
        {
            hooks.Remove();
        }
    }

    private sealed class Throwing : IAiRedactor
    {
        public string? Redact(ReadOnlySpan<char> text, AiRedactionCounts counts) => throw new InvalidOperationException(text.ToString());
    }

    private sealed class Replacing(string from, string to) : IAiRedactor
    {
        public string? Redact(ReadOnlySpan<char> text, AiRedactionCounts counts) => text.ToString().Replace(from, to, StringComparison.Ordinal);
    }
}
