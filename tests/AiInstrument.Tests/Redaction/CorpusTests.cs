using AiInstrument.Redaction;

namespace AiInstrument.Tests.Redaction;

public sealed class CorpusTests
{
    [Fact]
    public void Every_type_is_found_and_what_looks_like_it_is_left()
    {
        var corpus = new Corpus(seed: 20261121);
        var redactor = new BuiltInRedactor();
        var labelled = new Dictionary<string, int>(StringComparer.Ordinal);
        var hits = new Dictionary<string, int>(StringComparer.Ordinal);
        var reported = new Dictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<string>();
        for (var i = 0; i < 20_000; i++)
        {
            var sample = corpus.Next();
            var findings = (redactor.Find(sample.Text) ?? []).ConvertAll(f => (f.Type, Value: sample.Text[f.Start..f.End]));
            foreach (var (type, _) in findings)
            {
                reported[type] = reported.GetValueOrDefault(type) + 1;
            }

            foreach (var secret in sample.Secrets)
            {
                labelled[secret.Type] = labelled.GetValueOrDefault(secret.Type) + 1;
                if (findings.Remove(secret))
                {
                    hits[secret.Type] = hits.GetValueOrDefault(secret.Type) + 1;
                }
                else
                {
                    wrong.Add($"missed {secret} in {sample.Text}");
                }
            }

            wrong.AddRange(findings.Select(f => $"too much {f} in {sample.Text}"));
        }

        Assert.Equal(10, labelled.Count);
        var report = string.Join('\n', labelled.Keys.Order(StringComparer.Ordinal).Select(type => FormattableString.Invariant(
            $"{type}: {labelled[type]} labelled, {hits.GetValueOrDefault(type)} found, {reported.GetValueOrDefault(type)} reported"))) + "\n" + string.Join('\n', wrong.Take(20));
        foreach (var type in labelled.Keys)
        {
            Assert.True(hits.GetValueOrDefault(type) >= 0.995 * labelled[type], report);
            Assert.True(hits.GetValueOrDefault(type) >= 0.99 * reported.GetValueOrDefault(type), report);
        }
    }
}
