using System.Text;

namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>Puts a text together and notes where the secrets come to stand.</summary>
internal sealed class LabelledTextBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<Label> _labels = [];

    public LabelledTextBuilder Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds an item as a format writes it.</summary>
    public LabelledTextBuilder Add(Item item, Func<string, string>? escape = null)
    {
        var written = escape is null ? item.Value : escape(item.Value);
        if (item.Type is { } type)
        {
            _labels.Add(new(_text.Length, _text.Length + written.Length, type));
        }

        _text.Append(written);
        return this;
    }

    /// <summary>Adds an item into a sentence that has <c>{0}</c>.</summary>
    public LabelledTextBuilder AddSentence(string sentence, Item item)
    {
        var place = sentence.IndexOf("{0}", StringComparison.Ordinal);
        return Add(sentence[..place]).Add(item.Lead).Add(item).Add(sentence[(place + 3)..]);
    }

    public LabelledText Build(string format) => new(_text.ToString(), format, _labels);
}
