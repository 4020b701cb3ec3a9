using System.Text.Json;
using AiInstrument.Redaction;
using AiInstrument.Tests.Redaction.Corpora;

namespace AiInstrument.Tests.Redaction;

public sealed class JsonTests
{
    [Theory]
    [InlineData("""{"a":"ann\u0040example.com"}""", """{"a":"[REDACTED:email]"}""")]
    [InlineData("""{"tel":"\u002B49 30 901820"}""", """{"tel":"[REDACTED:phone]"}""")]
    [InlineData("""{"card":4111111111111111, "n":5}""", """{"card":"[REDACTED:credit_card]", "n":5}""")]
    [InlineData("""[4111111111111111]""", """["[REDACTED:credit_card]"]""")]
    [InlineData("""{"ssn":"123456789","x":"123456789"}""", """{"ssn":"[REDACTED:us_ssn]","x":"123456789"}""")]
    [InlineData("""{"k":"-----BEGIN PRIVATE KEY-----\nMIIE","x":"y"}""", """{"k":"[REDACTED:private_key]","x":"y"}""")]
    [InlineData("""{"args":"{\"mail\":\"ann\\u0040example.com\",\"card\":4111111111111111}"}""", """{"args":"{\"mail\":\"[REDACTED:email]\",\"card\":\"[REDACTED:credit_card]\"}"}""")]
    [InlineData("""{"ann@example.com":1}""", """{"[REDACTED:email]":1}""")]
    [InlineData("""[1] ann@example.com""", """[1] [REDACTED:email]""")]
    public void A_document_stays_one(string json, string expected) => Assert.Equal(expected, new BuiltInRedactor().Redact(json, new AiRedactionCounts()));

    [Fact]
    public void Any_document_of_the_corpus_stays_one_and_its_counts_are_those_of_its_marks()
    {
        var corpus = new Corpus(seed: 99);
        var redactor = new BuiltInRedactor();
        var documents = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var sample = corpus.Next();
            if (sample.Format is not ("json" or "messages") || redactor.Redact(sample.Text, new AiRedactionCounts()) is not { } redacted)
            {
                continue;
            }

            var counts = new AiRedactionCounts();
            redactor.Redact(sample.Text, counts);
            using var document = JsonDocument.Parse(redacted);
            Assert.Equal(counts.Types.Sum(t => t.Value), redacted.Split("[REDACTED:").Length - 1);
            Assert.Null(redactor.Redact(redacted, new AiRedactionCounts()));
            documents++;
        }

        Assert.True(documents > 300);
    }
}
