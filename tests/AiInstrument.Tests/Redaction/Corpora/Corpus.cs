using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>
/// Texts of twelve languages and ten formats with secrets in them, and with what looks like one. The same seed gives the same texts. It is
/// written from what people, programs and providers write; it knows nothing of the scanners.
/// </summary>
internal sealed class Corpus
{
    private readonly Chance _chance;
    private readonly Secrets _secrets;
    private readonly LookAlikes _lookAlikes;

    public Corpus(int seed)
    {
        _chance = new Chance(seed);
        _secrets = new Secrets(_chance);
        _lookAlikes = new LookAlikes(_chance, _secrets);
    }

    public LabelledText Next()
    {
        var items = new Item[_chance.Next(1, 5)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = _chance.OneIn(2) ? _secrets.Next() : _lookAlikes.Next();
        }

        return _chance.Next(0, 14) switch
        {
            < 5 => Prose(items),
            5 => Json(items),
            6 => MessageJson(items),
            7 => Log(items),
            8 => Code(items),
            9 => Csv(items),
            10 => Markdown(items),
            11 => Url(items),
            12 => Xml(items),
            _ => Settings(items),
        };
    }

    private LabelledText Prose(Item[] items)
    {
        var text = new LabelledTextBuilder();
        var language = _chance.Pick(Sentences.ByLanguage);
        foreach (var item in items)
        {
            text.AddSentence(_chance.Pick(language), item).Add(_chance.Pick([" ", " ", "\n"]));
        }

        return text.Build("prose");
    }

    /// <summary>A document whose fields hold the values, written by several programs: each escapes what it likes.</summary>
    private LabelledText Json(Item[] items)
    {
        var escape = Escaping();
        var text = new LabelledTextBuilder();
        var (colon, comma) = _chance.Pick<(string, string)>([(":", ","), (": ", ", "), (": ", ",\n  ")]);
        text.Add("{\"name\"" + colon + "\"Ann\"");
        var n = 0;
        foreach (var item in items)
        {
            // The same key twice is still JSON, but no program writes it.
            var key = Array.FindIndex(items, i => i.Key == item.Key) == n ? item.Key : item.Key + n.ToString(CultureInfo.InvariantCulture);
            text.Add(comma + "\"" + key + "\"" + colon);
            var isNumber = item.Value.All(char.IsAsciiDigit) && item.Value[0] != '0' && _chance.OneIn(3);
            n++;
            if (isNumber)
            {
                text.Add(item);
            }
            else
            {
                text.Add("\"").Add(item, escape).Add("\"");
            }
        }

        return text.Add("}").Build("json");
    }

    /// <summary>Messages as chat protocols have them; a tool's arguments are JSON inside of a string.</summary>
    private LabelledText MessageJson(Item[] items)
    {
        var escape = Escaping();
        var text = new LabelledTextBuilder();
        var language = _chance.Pick(Sentences.ByLanguage);
        text.Add("[");
        foreach (var item in items)
        {
            if (_chance.OneIn(3))
            {
                text.Add("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"name\":\"look_up\",\"arguments\":\"{\\\"" + item.Key + "\\\":\\\"")
                    .Add(item, value => escape(escape(value))).Add("\\\"}\"}}]},");
                continue;
            }

            var sentence = _chance.Pick(language);
            var place = sentence.IndexOf("{0}", StringComparison.Ordinal);
            text.Add("{\"role\":\"user\",\"content\":\"" + escape(sentence[..place] + item.Lead)).Add(item, escape).Add(escape(sentence[(place + 3)..]) + "\"},");
        }

        return text.Add("{\"role\":\"system\",\"content\":\"\"}]").Build("messages");
    }

    private LabelledText Log(Item[] items)
    {
        var text = new LabelledTextBuilder();
        foreach (var item in items)
        {
            text.Add(_chance.Date("yyyy-MM-dd HH:mm:ss,fff") + _chance.Pick([" INFO  [main] c.e.Service - ", " [Warning] Example.Worker[12] ", " ERROR 4711 --- [nio-8080-exec-1] o.e.Api : ", "Z app: "]));
            text.Add(_chance.Pick(["received " + item.Lead, item.Key + "=", "failed for " + item.Lead, "request " + item.Key + ": "])).Add(item).Add(_chance.Pick(["", " (took 12 ms)", " status=200", ", retry 3 of 5"])).Add("\n");
        }

        return text.Build("log");
    }

    private LabelledText Code(Item[] items)
    {
        var text = new LabelledTextBuilder();
        foreach (var item in items)
        {
            var (before, after) = _chance.Pick<(string, string)>([("var " + item.Key + " = \"", "\";\n"), (item.Key + " = '", "'\n"), ("    // " + item.Lead, "\n"), ("const " + item.Key + ": string = `", "`;\n"), ("# " + item.Lead, "\n"), ("assertEquals(\"" + item.Lead, "\", " + item.Key + ");\n"), ("export " + item.Key.ToUpperInvariant() + "=\"", "\"\n")]);
            text.Add(before).Add(item).Add(after);
        }

        return text.Add("return items[0].Value ?? 42;\n").Build("code");
    }

    private LabelledText Csv(Item[] items)
    {
        var text = new LabelledTextBuilder();
        var separator = _chance.Pick([",", ";", "\t"]);
        foreach (var item in items)
        {
            // A row names what its value is: a bare number in a column far from its heading is a number.
            text.Add(_chance.Next(1, 500).ToString(CultureInfo.InvariantCulture) + separator + item.Key + separator);
            var quote = _chance.OneIn(2) || item.Value.Contains(separator, StringComparison.Ordinal) || item.Value.Contains('\n', StringComparison.Ordinal) ? "\"" : "";
            text.Add(quote).Add(item).Add(quote).Add(separator + "active\n");
        }

        return text.Build("csv");
    }

    private LabelledText Markdown(Item[] items)
    {
        var text = new LabelledTextBuilder().Add("## Notes\n\n");
        foreach (var item in items)
        {
            var (before, after) = _chance.Pick<(string, string)>([("- **" + item.Key + "**: ", "\n"), ("| " + item.Key + " | ", " |\n"), ("> " + item.Lead, "\n"), ("* " + item.Lead + "`", "`\n"), ("1. " + item.Lead, "\n"), ("### " + item.Lead, "\n")]);
            text.Add(before).Add(item).Add(after);
        }

        return text.Build("markdown");
    }

    private LabelledText Url(Item[] items)
    {
        var text = new LabelledTextBuilder().Add(_chance.Pick(["GET /search?q=1", "https://example.com/a/b?x=1", "https://api.example.com/v1/items?page=2"]));
        foreach (var item in items)
        {
            // Nobody puts a PEM block, or prose, into a query.
            if (item.Type == "private_key" || (item.Type is null && item.Value.Length > 60))
            {
                continue;
            }

            text.Add("&" + item.Key + "=").Add(item, _chance.OneIn(2) ? WebUtility.UrlEncode : Uri.EscapeDataString);
        }

        return text.Add(" HTTP/1.1").Build("url");
    }

    private LabelledText Xml(Item[] items)
    {
        var text = new LabelledTextBuilder().Add("<customer>");
        foreach (var item in items)
        {
            if (_chance.OneIn(3))
            {
                text.Add("<field " + item.Key + "=\"").Add(item, WebUtility.HtmlEncode).Add("\" />");
            }
            else
            {
                text.Add("<" + item.Key + ">").Add(item, value => value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)).Add("</" + item.Key + ">\n");
            }
        }

        return text.Add("</customer>").Build("xml");
    }

    private LabelledText Settings(Item[] items)
    {
        var text = new LabelledTextBuilder();
        foreach (var item in items)
        {
            text.Add(_chance.Pick([item.Key + ": ", item.Key.ToUpperInvariant() + "=", item.Key + " = ", item.Key + ": \""]));
            text.Add(item).Add(_chance.Pick(["\n", "\n", " # note\n"]));
        }

        return text.Build("settings");
    }

    private Func<string, string> Escaping()
    {
        var encoder = _chance.Pick([JavaScriptEncoder.UnsafeRelaxedJsonEscaping, JavaScriptEncoder.UnsafeRelaxedJsonEscaping, JavaScriptEncoder.Default]);
        var slashes = _chance.OneIn(4);
        return value => JsonEncodedText.Encode(value, encoder).ToString() is var text && slashes ? text.Replace("/", "\\/", StringComparison.Ordinal) : text;
    }
}
