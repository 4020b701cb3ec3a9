using System.Globalization;
using System.Text;
using AiInstrument.Redaction;
using AiInstrument.Tests.Redaction.Corpora;

namespace AiInstrument.Tests.Redaction;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int Texts = 20_000;

    [Theory]
    [InlineData(20261121)]
    [InlineData(4711)]
    public void Every_type_is_found_and_what_looks_like_it_is_left(int seed)
    {
        var corpus = new Corpus(seed);
        var redactor = new BuiltInRedactor();
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        var wrong = new List<string>();
        Score Of(string type) => scores.TryGetValue(type, out var score) ? score : scores[type] = new();
        for (var i = 0; i < Texts; i++)
        {
            var sample = corpus.Next();
            var findings = (redactor.Find(sample.Text) ?? []).ConvertAll(f => new Label(f.Start, f.End, f.Type));
            findings.ForEach(f => Of(f.Type).Reported++);
            foreach (var label in sample.Labels)
            {
                Of(label.Type).Labelled++;
                var hit = findings.FindIndex(f => f.Type == label.Type && IsSame(sample.Text, f, label));
                if (hit >= 0)
                {
                    Of(label.Type).Found++;
                    findings.RemoveAt(hit);
                }
                else
                {
                    wrong.Add($"missed {label.Type} {sample.Format}: {sample.Text[label.Start..label.End]} in {sample.Text}");
                }
            }

            wrong.AddRange(findings.Select(f => $"too much {f.Type} {sample.Format}: {sample.Text[f.Start..f.End]} in {sample.Text}"));
        }

        var table = Table(scores);
        output.WriteLine(table);
        if (Environment.GetEnvironmentVariable("AIINSTRUMENT_CORPUS_REPORT") is { Length: > 0 } file)
        {
            File.WriteAllText(file, table + string.Join('\n', wrong.Select(w => w.ReplaceLineEndings("⏎"))));
        }

        Assert.Equal(10, scores.Values.Count(s => s.Labelled > 1000));
        Assert.All(scores.Values, s => Assert.True(s.Recall >= 0.995 && s.Precision >= 0.99, table + string.Join('\n', wrong.Take(20))));
    }

    [Fact]
    public void The_same_seed_gives_the_same_texts()
    {
        var (one, other) = (new Corpus(7), new Corpus(7));
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(one.Next().Text, other.Next().Text);
        }
    }

    /// <summary>All letters and digits of the secret go, and none around it; quotes and brackets may go or stay.</summary>
    private static bool IsSame(string text, Label found, Label secret) =>
        !HasWord(text, Math.Min(found.Start, secret.Start), Math.Max(found.Start, secret.Start)) && !HasWord(text, Math.Min(found.End, secret.End), Math.Max(found.End, secret.End));

    private static bool HasWord(string text, int start, int end)
    {
        foreach (var c in text.AsSpan(start, end - start))
        {
            if (char.IsLetterOrDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    private static string Table(SortedDictionary<string, Score> scores)
    {
        var table = new StringBuilder("| type | labelled | found | reported | recall | precision |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var (type, s) in scores)
        {
            table.Append(CultureInfo.InvariantCulture, $"| `{type}` | {s.Labelled} | {s.Found} | {s.Reported} | {s.Recall:0.00 %} | {s.Precision:0.00 %} |\n");
        }

        return table.ToString();
    }

    private sealed class Score
    {
        public int Labelled { get; set; }

        public int Found { get; set; }

        public int Reported { get; set; }

        public double Recall => Labelled == 0 ? 1 : (double)Found / Labelled;

        public double Precision => Reported == 0 ? 1 : (double)Found / Reported;
    }
}
