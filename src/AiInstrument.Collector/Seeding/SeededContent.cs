using System.Text.Json;

namespace AiInstrument.Collector.Seeding;

/// <summary>Prompts and answers of seeded calls: short, made up, with something to redact now and then.</summary>
internal static class SeededContent
{
    private static readonly (string Prompt, string Answer)[] s_talks =
    [
        ("Summarize this ticket in one sentence: the parcel has been in the depot for nine days and nobody answers the phone.", "A parcel has been stuck in the depot for nine days and the customer cannot reach anybody."),
        ("Classify: I was charged twice for order 10442, please write to ada.berg@example.com.", "billing"),
        ("Draft a friendly reply: the app closes whenever I open the camera.", "Thank you for telling us. Please update to the newest version, which opens the camera again; if it still closes, answer this mail and we will look at it together."),
        ("Translate to German: your refund will arrive within five days.", "Ihre Rückerstattung kommt innerhalb von fünf Tagen an."),
        ("Which documents do I need for a return?", "The invoice and the return label. Both are in the mail that came with the parcel."),
        ("List what this contract says about notice periods.", "Three months to the end of a quarter, in writing; after a price change one month."),
        ("Müşteri ne istiyor? Kargo hâlâ gelmedi, iade etmek istiyorum.", "Müşteri gelmeyen siparişini iade etmek istiyor."),
    ];

    /// <summary>The messages of a call in the form of the GenAI conventions.</summary>
    public static (string Input, string Output) Of(int number)
    {
        var (prompt, answer) = s_talks[number % s_talks.Length];
        return (
            $$"""[{"role":"user","parts":[{"type":"text","content":{{Json(prompt)}}}]}]""",
            $$"""[{"role":"assistant","parts":[{"type":"text","content":{{Json(answer)}}}],"finish_reason":"stop"}]""");
    }

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
