using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>A name alone proves nothing: several packages use the same full names. Packages that tests cannot restore are stubbed under their assembly names.</summary>
public sealed class SdkIdentityTests
{
    private const string StructuredOutput = """
        namespace Microsoft.Extensions.AI
        {
            public static class ChatClientStructuredOutputExtensions
            {
                public static Task<T> GetResponseAsync<T>(this IChatClient client, string prompt, ChatOptions? options = null, bool? useJsonSchema = null) => null!;
            }
        }
        """;

    private const string DerivedClients = """
        namespace Azure.AI.OpenAI
        {
            public class AzureOpenAIClient : global::OpenAI.OpenAIClient;

            public class AzureChatClient : global::OpenAI.Chat.ChatClient
            {
                public override Task<System.ClientModel.ClientResult<global::OpenAI.Chat.ChatCompletion>> CompleteChatAsync(params global::OpenAI.Chat.ChatMessage[] messages) => null!;
            }
        }
        """;

    private const string Lookalike = """
        namespace OpenAI.Chat
        {
            public class ChatClient { public Task CompleteChatAsync(string prompt) => null!; }
        }
        """;

    [Fact]
    public async Task Structured_output_lives_in_an_assembly_of_its_own_and_is_a_call() =>
        await VerifyAsync(StructuredOutput, "Microsoft.Extensions.AI", TestReferences.All.AsEnumerable(), """
            using Microsoft.Extensions.AI;

            class C { Task M(IChatClient chat) => chat.[|GetResponseAsync<int>|]("x"); }
            """);

    [Fact]
    public async Task Clients_of_other_packages_that_derive_from_a_known_one_are_the_same_rows() =>
        await VerifyAsync(DerivedClients, "Azure.AI.OpenAI", TestReferences.All, """
            using Azure.AI.OpenAI;

            class C
            {
                Task M(AzureOpenAIClient client) => client.GetChatClient("deployment").[|CompleteChatAsync|]("x");

                Task N(AzureChatClient client) => client.[|CompleteChatAsync|]("x");
            }
            """);

    [Fact]
    public async Task A_type_of_the_same_name_in_another_assembly_is_none() =>
        await VerifyAsync(Lookalike, "OpenAI-DotNet", TestReferences.Without("OpenAI"), """
            class C { Task M(OpenAI.Chat.ChatClient client) => client.CompleteChatAsync("x"); }
            """);

    [Fact]
    public async Task A_type_of_the_same_name_in_the_project_itself_is_none() =>
        await (TestProject.Library(Lookalike, "class C { Task M(OpenAI.Chat.ChatClient client) => client.CompleteChatAsync(\"x\"); }") with
        { References = TestReferences.Without("OpenAI") }).VerifyAsync(new UnattributedCallAnalyzer());

    private static async Task VerifyAsync(string stub, string assemblyName, IEnumerable<MetadataReference> references, string code)
    {
        var stubReferences = references.ToList();
        using var image = (await (TestProject.Library(stub) with { AssemblyName = assemblyName, References = [.. stubReferences] })
            .CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);
        await (TestProject.Library(code) with { References = [.. stubReferences, MetadataReference.CreateFromStream(image)] })
            .VerifyAsync(new UnattributedCallAnalyzer());
    }
}
