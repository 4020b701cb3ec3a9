using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AiInstrument.Docs.Tests.Pages;

namespace AiInstrument.Docs.Tests;

/// <summary>Names that pages give exist in the code, and what the code has is on the page that lists it.</summary>
public sealed partial class NameTests
{
    // What tests and benchmarks of this repository read, or what is a pattern for others.
    private static readonly ImmutableHashSet<string> OfTests = [.. ReferenceFacts.Strings(["tests"]).Where(text => Variable().IsMatch(text))];

    private static readonly string[] OtherPrefixes = ["aiinstrument.db", "aiinstrument.lock", "aiinstrument.session", "aiinstrument.theme", "aiinstrument.language", "aiinstrument.currency", "aiinstrument.tool", "aiinstrument.collector.", "aiinstrument.telemetry."];

    private static ImmutableHashSet<string> Variables => [.. ReferenceFacts.ShippedStrings.Where(text => Variable().IsMatch(text)), "OTEL_SERVICE_NAME"];

    private static IEnumerable<string> Everything => Repository.Pages.Where(page => page.Key != "CHANGELOG.md").SelectMany(page => page.Value.InlineTexts.Concat(page.Value.Blocks.Select(block => block.Text)));

    [Fact]
    public void Every_variable_on_a_page_is_read_by_the_code()
    {
        var known = Variables.Union(OfTests).Union(Variables.Where(name => name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal)).Select(name => name.Replace("OTLP_", "OTLP_TRACES_", StringComparison.Ordinal)));

        AssertNone(Everything.SelectMany(text => VariableIn().Matches(text).Select(m => m.Value)).Distinct()
            .Where(name => !known.Contains(name) && !known.Contains(name.Replace("_FILE", "", StringComparison.Ordinal)) && !name.EndsWith('_')));
    }

    [Fact]
    public void Every_variable_that_the_code_reads_is_in_the_configuration()
    {
        var page = Repository.Read("docs/configuration.md");

        AssertNone(Variables.Where(name => !name.EndsWith('_') && !page.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_attribute_on_a_page_exists_in_the_code()
    {
        var known = ReferenceFacts.ShippedStrings;
        var named = Everything.Where(text => Attribute().IsMatch(text)).Distinct().Where(name => !OtherPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        AssertNone(named.Where(name => !known.Contains(name)));
    }

    [Fact]
    public void Every_attribute_that_the_code_writes_or_reads_is_in_the_conventions()
    {
        var conventions = Repository.Read("docs/conventions.md");
        var attributes = ReferenceFacts.Strings(["src/AiInstrument", "src/AiInstrument.Collector"]).Where(text => Attribute().IsMatch(text)).Distinct()
            .Where(name => !OtherPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        AssertNone(attributes.Where(name => !conventions.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_key_of_the_compilers_configuration_that_a_page_names_exists()
    {
        var page = Repository.Read("docs/configuration.md");

        Assert.All(ReferenceFacts.EditorConfigKeys, key => Assert.Contains($"`{key}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_that_a_page_names_exists() =>
        AssertNone(Repository.Pages.Values.SelectMany(page => RuleId().Matches(page.Prose + string.Concat(page.Blocks.Select(b => b.Text))).Select(m => m.Value)).Distinct().Where(id => !ReferenceFacts.RuleIds.Contains(id)));

    [Fact]
    public void Every_span_key_of_the_runtime_is_in_the_conventions()
    {
        // A key that continues another's prefix is written as `.suffix` beside it.
        var conventions = Repository.Pages["docs/conventions.md"];
        var written = conventions.InlineTexts.ToImmutableHashSet(StringComparer.Ordinal);
        var keys = ReferenceFacts.Strings(["src/AiInstrument/Capture"]).Where(text => GenAiKey().IsMatch(text)).Distinct();

        AssertNone(keys.Where(key => !written.Contains(key) && !Suffixes(key).Any(suffix => written.Contains(suffix))));

        static IEnumerable<string> Suffixes(string key) => Enumerable.Range(1, key.Length - 1).Where(i => key[i] is '.' or '_').SelectMany(i => (string[])[key[i..], "…" + key[(i + 1)..], "…" + key[i..]]);
    }

    private static void AssertNone(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong));

    [GeneratedRegex("^(?:AIINSTRUMENT|OTEL)_[A-Z0-9_]+$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\b(?:AIINSTRUMENT|OTEL)_[A-Z0-9_]+")]
    private static partial Regex VariableIn();

    [GeneratedRegex(@"^aiinstrument\.[a-z_]+(?:\.[a-z_]+)*$")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?:gen_ai|openai|anthropic)\.[a-z0-9_.]*[a-z0-9]$")]
    private static partial Regex GenAiKey();

    [GeneratedRegex(@"\bAII\d{4}\b")]
    private static partial Regex RuleId();
}
