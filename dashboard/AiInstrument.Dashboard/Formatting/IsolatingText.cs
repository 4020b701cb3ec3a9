using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>The dashboard's texts, in which names keep their direction to themselves.</summary>
internal sealed class IsolatingText(IStringLocalizerFactory factory) : IStringLocalizer<Text>
{
    private readonly IStringLocalizer _texts = factory.Create(typeof(Text));

    public LocalizedString this[string name] => _texts[name];

    public LocalizedString this[string name, params object[] arguments] => _texts[name, Array.ConvertAll(arguments, one => one is string text ? Isolation.Of(text) : one)];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _texts.GetAllStrings(includeParentCultures);
}
