using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0014.</summary>
public sealed class UnredactedContentAnalyzerTests
{
    private const string Redacted = "o.CaptureContent = ContentCapture.Redacted;";
    private const string FullInDevelopment = "if (environment.IsDevelopment()) { o.CaptureContent = ContentCapture.Full; o.AllowUnredactedContent = true; }";

    private static readonly UnredactedContentAnalyzer Analyzer = new();

    [Theory]
    [InlineData("o.CaptureContent = [|ContentCapture.Full|];")]
    [InlineData("o.CaptureContent = [|ContentCapture.Full|]; o.AllowUnredactedContent = true;")]
    [InlineData("o.CaptureContent = o.Export ? [|ContentCapture.Full|] : ContentCapture.Off;")]
    [InlineData("o.CaptureContent = [|(ContentCapture)3|];")]
    [InlineData("if (environment.IsDevelopment()) { } else { o.CaptureContent = [|ContentCapture.Full|]; }")]
    [InlineData("if (!environment.IsDevelopment()) { o.CaptureContent = [|ContentCapture.Full|]; }")]
    [InlineData("o.CaptureContent = environment.IsDevelopment() ? ContentCapture.Full : [|ContentCapture.Full|];")]
    [InlineData("_ = new AiInstrumentOptions { CaptureContent = [|ContentCapture.Full|] };")]
    public async Task Content_that_leaves_as_it_is_is_flagged(string setup) => await Setup(setup).VerifyAsync(Analyzer);

    [Theory]
    [InlineData(Redacted)]
    [InlineData("o.CaptureContent = ContentCapture.Metadata;")]
    [InlineData("o.CaptureContent = ContentCapture.Off; o.AllowUnredactedContent = true;")]
    [InlineData(FullInDevelopment)]
    [InlineData("if (o.Export && environment.IsDevelopment()) o.CaptureContent = ContentCapture.Full;")]
    [InlineData("o.CaptureContent = environment.IsDevelopment() ? ContentCapture.Full : ContentCapture.Redacted;")]
    [InlineData("_ = new Own { CaptureContent = ContentCapture.Full };")]
    public async Task Redacted_content_and_what_a_developer_sees_are_not_flagged(string setup) => await Setup(setup).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_message_says_whether_the_options_forbid_it()
    {
        var forbidden = await Setup("o.CaptureContent = [|ContentCapture.Full|]; o.AllowUnredactedContent = false;").VerifyAsync(Analyzer);
        var allowed = await Setup("o.CaptureContent = [|ContentCapture.Full|]; o.AllowUnredactedContent = true;").VerifyAsync(Analyzer);

        Assert.Contains("does not start", Message(forbidden), StringComparison.Ordinal);
        Assert.Contains("leave the process as they are", Message(allowed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await chat.GetResponseAsync([|customer.Name|]);")]
    [InlineData("await chat.GetResponseAsync([|mail|]);")]
    [InlineData("await chat.GetResponseAsync($\"Greet {[|customer.Name|].Trim()}, born {[|customer.Born|]}\");")]
    [InlineData("await chat.GetResponseAsync(\"Greet \" + ([|customer.Name|] ?? \"them\"));")]
    [InlineData("await chat.GetResponseAsync([new(ChatRole.User, [|customer.Name|])]);")]
    [InlineData("await chat.GetResponseAsync(new ChatMessage(ChatRole.User, customer.IsVip ? [|customer.Name|] : \"x\"));")]
    [InlineData("await chat.GetResponseAsync(string.Join(\", \", customers.Select(c => [|c.Name|])));")]
    [InlineData("await chat.GetResponseAsync(Prompt([|customer.Name|]));")]
    [InlineData("await chat.GetResponseAsync(\"{0}\".Replace(\"{0}\", [|customer.Name|]));")]
    [InlineData("await chat.GetResponseAsync(System.Text.Json.JsonSerializer.Serialize([|customer|]));")]
    [InlineData("await chat.GetResponseAsync([|card|].ToString());")]
    [InlineData("await chat.GetResponseAsync([|Secret()|]);")]
    [InlineData("await chat.GetResponseAsync([|lead.Phone|]);")]
    [InlineData("var prompt = \"Greet \"; prompt += [|customer.Name|]; await chat.GetResponseAsync(prompt);")]
    [InlineData("var messages = new List<ChatMessage>(); messages.Add(new(ChatRole.User, [|customer.Name|])); await chat.GetResponseAsync(messages);")]
    [InlineData("var text = new System.Text.StringBuilder(); text.AppendLine([|customer.Name|]); await chat.GetResponseAsync(text.ToString());")]
    [InlineData("await foreach (var u in chat.GetStreamingResponseAsync([|customer.Name|])) { }")]
    [InlineData("await open.CompleteChatAsync([|customer.Name|]);")]
    [InlineData("await anthropic.Messages.Create(new() { Model = \"claude-sonnet-4-5\", MaxTokens = 9, Messages = [new Anthropic.Models.Messages.UserMessageParam([|customer.Name|])] });")]
    public async Task Classified_data_in_a_recorded_prompt_is_flagged(string body) => await Calls(body, Redacted).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("await chat.GetResponseAsync(customer.Topic);")]
    [InlineData("await chat.GetResponseAsync($\"{customer.Name.Length} letters, {customer.Name == mail}, {nameof(customer.Name)}\");")]
    [InlineData("await chat.GetResponseAsync(Redact(customer.Name));")]
    [InlineData("await chat.GetResponseAsync($\"Greet {redactor.Redact(customer.Name)}\");")]
    [InlineData("await chat.GetResponseAsync(await Lookup(customer.Name));")]
    [InlineData("await chat.GetResponseAsync(store.Find(customer.Name));")]
    [InlineData("await chat.GetResponseAsync(string.Join(\", \", customers.Where(c => c.Name != mail).Select(c => c.Topic)));")]
    [InlineData("await chat.GetResponseAsync(\"x\", new ChatOptions { ConversationId = customer.Name });")]
    [InlineData("await chat.GetResponseAsync(customer.Name == mail ? \"a\" : \"b\");")]
    [InlineData("var prompt = \"x\"; var name = customer.Name; await chat.GetResponseAsync(prompt); _ = name;")]
    [InlineData("await chat.GetResponseAsync(lead.Open);")]
    [InlineData("await embeddings.GenerateEmbeddingAsync(customer.Name);")]
    [InlineData("_ = Prompt(customer.Name);")]
    [InlineData("await chat.GetResponseAsync(System.Text.Json.JsonSerializer.Serialize(new { customer.Topic }));")]
    public async Task What_does_not_carry_it_or_redacts_it_is_not_flagged(string body) => await Calls(body, Redacted).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("")]
    [InlineData("o.CaptureContent = ContentCapture.Metadata;")]
    [InlineData(FullInDevelopment)]
    [InlineData("var CaptureContent = ContentCapture.Full;")]
    [InlineData(Redacted + " services.AddSingleton<AiInstrument.Redaction.IAiRedactor>(_ => null!);")]
    public async Task Where_no_text_is_recorded_or_a_redactor_of_ones_own_runs_nothing_is_flagged(string setup) =>
        await Calls("await chat.GetResponseAsync(customer.Name);", setup).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_redactor_of_ones_own_does_not_run_over_full_content() =>
        await Calls("await chat.GetResponseAsync([|customer.Name|]);", "o.CaptureContent = [|ContentCapture.Full|]; services.AddSingleton<AiInstrument.Redaction.IAiRedactor>(_ => null!);").VerifyAsync(Analyzer);

    [Fact]
    public async Task A_word_in_a_comment_is_no_redactor() =>
        await Calls("await chat.GetResponseAsync([|customer.Name|]); /* write an IAiRedactor */", Redacted).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("redacted", "[|customer.Name|]")]
    [InlineData(" Full ", "[|customer.Name|]")]
    [InlineData("metadata", "customer.Name")]
    [InlineData("everything", "customer.Name")]
    public async Task A_project_that_does_not_set_capture_up_says_so_with_a_key(string mode, string argument) =>
        await (Calls($"await chat.GetResponseAsync({argument});", setup: "") with { EditorConfig = $"[*.cs]\naiinstrument.content_capture = {mode}\n" }).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_mode_that_is_none_is_a_setting_that_cannot_be_read()
    {
        var diagnostics = await (TestProject.Library("class C;") with { EditorConfig = "[*.cs]\naiinstrument.content_capture = everything\n" })
            .ToWorkspaceProject().AnalyzeAsync(new UnreadableSettingAnalyzer());

        Assert.Contains("'everything'", Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identitys_personal_data_is_classified() =>
        await TestProject.Library("""
            using AiInstrument;
            using Microsoft.AspNetCore.Identity;
            using Microsoft.Extensions.AI;

            class User : IdentityUser { [PersonalData] public string? Nick { get; set; } public string? Topic { get; set; } public override string? Email { get; set; } }

            class C
            {
                void Setup(AiInstrumentOptions o) => o.CaptureContent = ContentCapture.Redacted;

                Task Run(IChatClient chat, User user) => chat.GetResponseAsync($"{[|user.Nick|]} {[|user.Email|]} {[|user.PhoneNumber|]} {user.Topic}");
            }
            """).VerifyAsync(Analyzer);

    private static string Message(IEnumerable<Microsoft.CodeAnalysis.Diagnostic> diagnostics) =>
        Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static TestProject Setup(string setup) => TestProject.Library($$"""
        using AiInstrument;
        using Microsoft.Extensions.Hosting;

        class Own { public ContentCapture CaptureContent { get; set; } }

        class C
        {
            void M(AiInstrumentOptions o, IHostEnvironment environment) { {{setup}} }
        }
        """);

    private static TestProject Calls(string body, string setup) => TestProject.Library($$"""
        using Anthropic;
        using Microsoft.Extensions.AI;

        class Tickets(IChatClient chat, OpenAI.Chat.ChatClient open, OpenAI.Embeddings.EmbeddingClient embeddings, IAnthropicClient anthropic, Redactor redactor, Store store)
        {
            async Task Run(Customer customer, List<Customer> customers, Lead lead, [PrivateData] string mail, Card card) { await Task.Yield(); {{body}} }

            string Prompt(string name) => "Greet " + name;
            static string Redact(string name) => "";
            Task<string> Lookup(string name) => Task.FromResult("");
            [return: PrivateData] string Secret() => "";
        }
        """)
        .WithSource($$"""
            using AiInstrument;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            class Startup { void M(AiInstrumentOptions o, IHostEnvironment environment, IServiceCollection services) { {{setup}} } }
            """, "Startup.cs")
        .WithSource("""
            using Microsoft.Extensions.Compliance.Classification;

            namespace Microsoft.Extensions.Compliance.Classification
            {
                public abstract class DataClassificationAttribute : Attribute;
                public sealed class NoDataClassificationAttribute : DataClassificationAttribute;
            }

            [AttributeUsage(AttributeTargets.All)]
            sealed class PrivateDataAttribute : DataClassificationAttribute;

            class Customer
            {
                [PrivateData] public string Name { get; set; } = "";
                [PrivateData] public int Born { get; set; }
                [NoDataClassification] public string Topic { get; set; } = "";
                public bool IsVip { get; set; }
            }

            [PrivateData] class Card;
            record Lead([PrivateData] string Phone, string Open);
            abstract class Redactor { public abstract string Redact(string text); }
            abstract class Store { public abstract string Find(string key); }
            """, "Customer.cs");
}
