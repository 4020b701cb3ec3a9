using Microsoft.Extensions.Localization;

[assembly: ResourceLocation("Localization")]

namespace AiInstrument.Dashboard;

/// <summary>Names the dashboard's resources, <c>Localization/Text.resx</c> and its translations, for <see cref="IStringLocalizer{T}"/>.</summary>
internal sealed class Text;
