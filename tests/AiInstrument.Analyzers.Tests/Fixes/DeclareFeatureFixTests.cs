using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fix for AII0002. Whatever it writes is compiled, emitted and analyzed again.</summary>
public sealed class DeclareFeatureFixTests
{
    private static readonly CodeFixVerifier Verifier = new(new UnattributedCallAnalyzer(), new DeclareFeatureFixProvider());

    [Fact]
    public async Task A_method_gets_the_attribute_and_the_file_the_using_directive() =>
        await FixAsync(
            """
            using System.Text;
            using Microsoft.Extensions.AI;

            namespace App;

            public class TicketService(IChatClient chat)
            {
                public async Task<string> SummarizeAsync(string text) => (await chat.GetResponseAsync(text)).Text;
            }
            """,
            """
            using System.Text;
            using AiInstrument;
            using Microsoft.Extensions.AI;

            namespace App;

            public class TicketService(IChatClient chat)
            {
                [AiFeature("ticket.summarize")]
                public async Task<string> SummarizeAsync(string text) => (await chat.GetResponseAsync(text)).Text;
            }
            """);

    [Fact]
    public async Task A_caller_of_shared_code_gets_the_attribute_too() =>
        await FixAsync(
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;

            public class Gateway(IChatClient chat)
            {
                [AiFeature(FromCaller = true)]
                public Task<ChatResponse> AskAsync(string text) => chat.GetResponseAsync(text);
            }

            public class TicketService(Gateway gateway)
            {
                public Task SummarizeAsync(string text) => gateway.AskAsync(text);
            }
            """,
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;

            public class Gateway(IChatClient chat)
            {
                [AiFeature(FromCaller = true)]
                public Task<ChatResponse> AskAsync(string text) => chat.GetResponseAsync(text);
            }

            public class TicketService(Gateway gateway)
            {
                [AiFeature("ticket.summarize")]
                public Task SummarizeAsync(string text) => gateway.AskAsync(text);
            }
            """);

    [Fact]
    public async Task Documentation_comments_attributes_and_directives_stay_where_they_are() =>
        await FixAsync(
            TestProject.Library("""
            using AiInstrument;
            using Microsoft.Extensions.AI;

            public class Tickets(IChatClient chat)
            {
                private int _count; // how many

            #if NET
                /// <summary>Summarizes.</summary>
                /* kept */
                [Obsolete("old")] // why
                public Task Summarize() => chat.GetResponseAsync("x"); // trailing
            #endif
            }
            """) with
            { PreprocessorSymbols = ["NET"] },
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;

            public class Tickets(IChatClient chat)
            {
                private int _count; // how many

            #if NET
                /// <summary>Summarizes.</summary>
                /* kept */
                [AiFeature("tickets.summarize")]
                [Obsolete("old")] // why
                public Task Summarize() => chat.GetResponseAsync("x"); // trailing
            #endif
            }
            """);

    [Theory]
    [InlineData("class Tickets { public Tickets(IChatClient chat) => chat.GetResponseAsync(\"x\").Wait(); }", "class Tickets { [AiFeature(\"tickets\")] public Tickets(IChatClient chat) => chat.GetResponseAsync(\"x\").Wait(); }")]
    [InlineData("class Tickets(IChatClient chat) { Task Answer => chat.GetResponseAsync(\"x\"); }", "class Tickets(IChatClient chat) { [AiFeature(\"tickets.answer\")] Task Answer => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { Task Answer { get { return chat.GetResponseAsync(\"x\"); } } }", "class Tickets(IChatClient chat) { [AiFeature(\"tickets.answer\")] Task Answer { get { return chat.GetResponseAsync(\"x\"); } } }")]
    [InlineData("class Tickets(IChatClient chat) { Task Answer { get; } = chat.GetResponseAsync(\"x\"); }", "class Tickets(IChatClient chat) { [AiFeature(\"tickets.answer\")] Task Answer { get; } = chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { Task this[int i] => chat.GetResponseAsync(\"x\"); }", "class Tickets(IChatClient chat) { [AiFeature(\"tickets.item\")] Task this[int i] => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { Task _t = chat.GetResponseAsync(\"x\"); }", "[AiFeature(\"tickets\")]\nclass Tickets(IChatClient chat) { Task _t = chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { Lazy<Task> _first = new(() => chat.GetResponseAsync(\"x\")); }", "class Tickets(IChatClient chat) { Lazy<Task> _first = new([AiFeature(\"tickets.first\")] () => chat.GetResponseAsync(\"x\")); }")]
    [InlineData("class Tickets { Func<IChatClient, Task> Ask = chat => chat.GetResponseAsync(\"x\"); }", "class Tickets { Func<IChatClient, Task> Ask = [AiFeature(\"tickets.ask\")] (chat) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Tickets { Func<IChatClient, Task> Ask = async chat => await chat.GetResponseAsync(\"x\"); }", "class Tickets { Func<IChatClient, Task> Ask = [AiFeature(\"tickets.ask\")] async (chat) => await chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { event Action E { add { chat.GetResponseAsync(\"x\"); } remove { } } }", "[AiFeature(\"tickets\")]\nclass Tickets(IChatClient chat) { event Action E { add { chat.GetResponseAsync(\"x\"); } remove { } } }")]
    [InlineData("class Tickets(IChatClient chat) : Base(chat.GetResponseAsync(\"x\")); class Base(Task t) { Task T => t; }", "[AiFeature(\"tickets\")]\nclass Tickets(IChatClient chat) : Base(chat.GetResponseAsync(\"x\")); class Base(Task t) { Task T => t; }")]
    [InlineData("class Tickets(IChatClient chat) { Task M() { return Local(); Task Local() => chat.GetResponseAsync(\"x\"); } }", "class Tickets(IChatClient chat) { [AiFeature(\"tickets.m\")] Task M() { return Local(); Task Local() => chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("interface ITickets { IChatClient Chat { get; } Task M() => Chat.GetResponseAsync(\"x\"); }", "interface ITickets { IChatClient Chat { get; } [AiFeature(\"i-tickets.m\")] Task M() => Chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { public static Task operator +(Tickets a, int b) => a.Chat.GetResponseAsync(\"x\"); IChatClient Chat => chat; }", "class Tickets(IChatClient chat) { [AiFeature(\"tickets.operator\")] public static Task operator +(Tickets a, int b) => a.Chat.GetResponseAsync(\"x\"); IChatClient Chat => chat; }")]
    public async Task The_nearest_declaration_that_can_carry_the_attribute_gets_it(string code, string expected)
    {
        const string usings = "using AiInstrument; using Microsoft.Extensions.AI;\n";
        await FixAsync(usings + code, usings + expected);
    }

    [Fact]
    public async Task The_handler_of_an_endpoint_gets_the_attribute_named_for_its_route() =>
        await FixAsync(
            """
            using AiInstrument;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            static class Endpoints
            {
                public static void Map(WebApplication app)
                {
                    app.MapPost("/tickets/{id}/short-summary", async (string id, IChatClient chat) => (await chat.GetResponseAsync(id)).Text);
                    app.MapGet("/", (IChatClient chat) => "");
                }
            }
            """,
            """
            using AiInstrument;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            static class Endpoints
            {
                public static void Map(WebApplication app)
                {
                    app.MapPost("/tickets/{id}/short-summary", [AiFeature("tickets.short-summary")] async (string id, IChatClient chat) => (await chat.GetResponseAsync(id)).Text);
                    app.MapGet("/", (IChatClient chat) => "");
                }
            }
            """);

    [Fact]
    public async Task Top_level_statements_get_a_scope() =>
        await FixApplicationAsync(
            """
            using Microsoft.Extensions.AI;

            IChatClient chat = null!;

            // Ask once.
            var feature = await chat.GetResponseAsync("x");
            """,
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;

            IChatClient chat = null!;

            // Ask once.
            using var feature2 = AiScope.Feature("program");
            var feature = await chat.GetResponseAsync("x");
            """);

    [Fact]
    public async Task Functions_among_top_level_statements_get_the_attribute() =>
        await FixApplicationAsync(
            """
            using AiInstrument;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            var app = WebApplication.Create();
            app.MapGet("/greeting", (IChatClient chat) => Ask(chat));

            static Task Ask(IChatClient chat)
            {
                return chat.GetResponseAsync("x");
            }
            """,
            """
            using AiInstrument;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            var app = WebApplication.Create();
            app.MapGet("/greeting", (IChatClient chat) => Ask(chat));

            [AiFeature("program.ask")]
            static Task Ask(IChatClient chat)
            {
                return chat.GetResponseAsync("x");
            }
            """);

    [Fact]
    public async Task An_expression_tree_is_left_alone_and_its_method_gets_the_attribute() =>
        await FixAsync(
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;
            class Tickets(IChatClient chat)
            {
                object Map() => System.Linq.Expressions.Expression.Quote((System.Linq.Expressions.Expression<Func<Task>>)(() => chat.GetResponseAsync(new ChatMessage[0], null, default)));
            }
            """,
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;
            class Tickets(IChatClient chat)
            {
                [AiFeature("tickets.map")]
                object Map() => System.Linq.Expressions.Expression.Quote((System.Linq.Expressions.Expression<Func<Task>>)(() => chat.GetResponseAsync(new ChatMessage[0], null, default)));
            }
            """);

    [Theory]
    // A header stays on top; System comes first; aliases and static usings come last.
    [InlineData("// (c)\n\nnamespace App;\n\nclass T { Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }", "// (c)\n\nusing AiInstrument;\n\nnamespace App;\n\nclass T { [AiFeature(\"t.m\")] Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }")]
    [InlineData("/// <summary>T.</summary>\nclass T { Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }", "using AiInstrument;\n\n/// <summary>T.</summary>\nclass T { [AiFeature(\"t.m\")] Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }")]
    [InlineData("// (c)\nusing System;\nusing System.Text;\n\nclass T { Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }", "// (c)\nusing System;\nusing System.Text;\nusing AiInstrument;\n\nclass T { [AiFeature(\"t.m\")] Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }")]
    [InlineData("global using System.Text;\nusing static System.Math;\nusing Chat = Microsoft.Extensions.AI.IChatClient;\nclass T { Task M(Chat c) => c.GetResponseAsync([], null, default); }", "global using System.Text;\nusing AiInstrument;\nusing static System.Math;\nusing Chat = Microsoft.Extensions.AI.IChatClient;\nclass T { [AiFeature(\"t.m\")] Task M(Chat c) => c.GetResponseAsync([], null, default); }")]
    [InlineData("#nullable enable\nusing Microsoft.Extensions.AI;\nclass T { Task M(IChatClient c) => c.GetResponseAsync(\"\"); }", "#nullable enable\nusing AiInstrument;\nusing Microsoft.Extensions.AI;\nclass T { [AiFeature(\"t.m\")] Task M(IChatClient c) => c.GetResponseAsync(\"\"); }")]
    [InlineData("using Microsoft.Extensions.AI; class T { Task M(IChatClient c) => c.GetResponseAsync(\"\"); }", "using AiInstrument;\nusing Microsoft.Extensions.AI; class T { [AiFeature(\"t.m\")] Task M(IChatClient c) => c.GetResponseAsync(\"\"); }")]
    [InlineData("[assembly: System.CLSCompliant(false)]\nnamespace N { class T { Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); } }", "using AiInstrument;\n\n[assembly: System.CLSCompliant(false)]\nnamespace N { class T { [AiFeature(\"t.m\")] Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); } }")]
    [InlineData("using Microsoft.Extensions.AI;\r\n\r\nclass T\r\n{\r\n\tTask M(IChatClient c) => c.GetResponseAsync(\"\");\r\n}\r\n", "using AiInstrument;\r\nusing Microsoft.Extensions.AI;\r\n\r\nclass T\r\n{\r\n\t[AiFeature(\"t.m\")]\r\n\tTask M(IChatClient c) => c.GetResponseAsync(\"\");\r\n}\r\n")]
    // A name inside the runtime's namespace needs no directive.
    [InlineData("namespace AiInstrument.App { class T { Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); } }", "namespace AiInstrument.App { class T { [AiFeature(\"t.m\")] Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); } }")]
    // Where the name means something else, or #if decides about usings, the attribute is written in full.
    [InlineData("#if NET\nusing Microsoft.Extensions.AI;\n#endif\nclass T { Task M(IChatClient c) => c.GetResponseAsync(\"\"); }", "#if NET\nusing Microsoft.Extensions.AI;\n#endif\nclass T { [global::AiInstrument.AiFeature(\"t.m\")] Task M(IChatClient c) => c.GetResponseAsync(\"\"); }")]
    [InlineData("using Microsoft.Extensions.AI;\nclass AiFeatureAttribute : Attribute;\nclass T { Task M(IChatClient c) => c.GetResponseAsync(\"\"); }", "using Microsoft.Extensions.AI;\nclass AiFeatureAttribute : Attribute;\nclass T { [global::AiInstrument.AiFeature(\"t.m\")] Task M(IChatClient c) => c.GetResponseAsync(\"\"); }")]
    [InlineData("using Microsoft.Extensions.AI;\nusing Other;\nclass T { AiScope? S; Task M(IChatClient c) => c.GetResponseAsync(\"\"); }\nnamespace Other { class AiScope; }", "using Microsoft.Extensions.AI;\nusing Other;\nclass T { AiScope? S; [global::AiInstrument.AiFeature(\"t.m\")] Task M(IChatClient c) => c.GetResponseAsync(\"\"); }\nnamespace Other { class AiScope; }")]
    public async Task The_using_directive_is_added_where_it_belongs(string code, string expected) =>
        await FixAsync(TestProject.Library(code) with { PreprocessorSymbols = ["NET"] }, expected);

    [Fact]
    public async Task A_global_using_is_enough() =>
        await FixAsync(
            TestProject.Library("class T { Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }", "global using AiInstrument;"),
            "class T { [AiFeature(\"t.m\")] Task M(Microsoft.Extensions.AI.IChatClient c) => c.GetResponseAsync([], null, default); }");

    [Fact]
    public async Task An_id_that_is_taken_gets_a_number()
    {
        using var library = (await TestProject.Library("[assembly: AiInstrument.Registry.AiDeclaredFeature(\"tickets.ask-2\")]").CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);
        var test = TestProject.Library("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            class Tickets(IChatClient chat)
            {
                Task Ask() => chat.GetResponseAsync("x");
            }
            """, "[AiInstrument.AiFeature(\"tickets.ask\")] class Other;") with
        { References = [.. TestReferences.All, MetadataReference.CreateFromStream(library)] };

        await FixAsync(test, """
            using AiInstrument;
            using Microsoft.Extensions.AI;
            class Tickets(IChatClient chat)
            {
                [AiFeature("tickets.ask-3")]
                Task Ask() => chat.GetResponseAsync("x");
            }
            """);
    }

    [Fact]
    public async Task A_handler_among_top_level_statements_that_takes_no_attribute_is_not_fixed()
    {
        var project = TestProject.Application("""
            using Microsoft.Extensions.AI;
            IChatClient chat = null!;
            AppDomain.CurrentDomain.ProcessExit += delegate { chat.GetResponseAsync("x").Wait(); };
            """).ToWorkspaceProject();

        Assert.Empty(await Verifier.OfferedAsync(project));
    }

    [Fact]
    public async Task Razor_code_is_not_fixed()
    {
        var project = TestProject.Library().WithSource("""
            using Microsoft.Extensions.AI;
            class Index(IChatClient chat) { Task M() => chat.GetResponseAsync("x"); }
            """, "obj/Index_cshtml.g.cs").ToWorkspaceProject();

        Assert.Empty(await Verifier.OfferedAsync(project));
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task Fix_All_declares_one_feature_for_each_member_with_ids_of_their_own(FixAllScope scope)
    {
        var test = TestProject.Library(
            """
            using Microsoft.Extensions.AI;

            namespace A
            {
                class Tickets(IChatClient chat)
                {
                    async Task Ask()
                    {
                        await chat.GetResponseAsync("x");
                        await chat.GetResponseAsync("y");
                    }

                    Task Ask(string text) => chat.GetResponseAsync(text);

                    Task Tell() => chat.GetResponseAsync("x");
                }
            }
            """);
        if (scope != FixAllScope.Document)
        {
            test = test.WithSource(
                """
                using Microsoft.Extensions.AI;

                namespace B;

                class Tickets(IChatClient chat)
                {
                    Task Ask() => chat.GetResponseAsync("x");
                }
                """, "Test1.cs");
        }

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), scope);

        await Verifier.AssertFixedAsync(project);
        Assert.Empty(await project.AnalyzeAsync(new DuplicateFeatureAnalyzer()));
        Assert.Equal(
            """
            using AiInstrument;
            using Microsoft.Extensions.AI;

            namespace A
            {
                class Tickets(IChatClient chat)
                {
                    [AiFeature("tickets.ask")]
                    async Task Ask()
                    {
                        await chat.GetResponseAsync("x");
                        await chat.GetResponseAsync("y");
                    }

                    [AiFeature("tickets.ask-2")]
                    Task Ask(string text) => chat.GetResponseAsync(text);

                    [AiFeature("tickets.tell")]
                    Task Tell() => chat.GetResponseAsync("x");
                }
            }
            """,
            await CodeFixVerifier.TextAsync(project));
        if (scope != FixAllScope.Document)
        {
            Assert.Contains("[AiFeature(\"tickets.ask-3\")]", await CodeFixVerifier.TextAsync(project, "Test1.cs"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fix_All_handles_every_kind_of_place_in_one_file()
    {
        var test = TestProject.Application("""
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            var app = WebApplication.Create();
            IChatClient chat = null!;
            await chat.GetResponseAsync("x");
            await chat.GetResponseAsync("y");
            app.MapPost("/a", async (IChatClient c) => { await c.GetResponseAsync("x"); await c.GetResponseAsync("y"); });
            Task Local() => chat.GetResponseAsync("x");
            await Local();

            class Tickets(IChatClient chat)
            {
                Task _first = chat.GetResponseAsync("x");
                Func<IChatClient, Task> _second = c => c.GetResponseAsync("x");

                void Map(WebApplication app)
                {
                    app.MapGet("/a", c => c.Response.StartAsync());
                    app.MapGet("/a", (IChatClient c) => c.GetResponseAsync("x"));
                    app.MapGet("/b", (IChatClient c) => c.GetResponseAsync("x"));
                    chat.GetResponseAsync("x");
                }
            }
            """);

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Document);

        await Verifier.AssertFixedAsync(project);
        Assert.Empty(await project.AnalyzeAsync(new DuplicateFeatureAnalyzer(), new MalformedFeatureIdAnalyzer()));
        Assert.Single((await CodeFixVerifier.TextAsync(project)).Split("AiScope.Feature(").Skip(1));
    }

    [Fact]
    public async Task Fix_All_in_a_solution_keeps_ids_apart_between_projects()
    {
        const string code = "using Microsoft.Extensions.AI; class Tickets(IChatClient chat) { Task Ask() => chat.GetResponseAsync(\"x\"); }";
        var first = TestProject.Library(code).ToWorkspaceProject();
        var second = ProjectId.CreateNewId();
        var solution = first.Solution
            .AddProject(ProjectInfo.Create(second, VersionStamp.Default, "Second", "Second", LanguageNames.CSharp, compilationOptions: first.CompilationOptions, parseOptions: first.ParseOptions, metadataReferences: first.MetadataReferences))
            .AddDocument(DocumentId.CreateNewId(second), "Test0.cs", "using System.Threading.Tasks; " + code, filePath: "/second/Test0.cs");

        var changed = (await Verifier.FixAllAsync(solution.GetProject(first.Id)!, FixAllScope.Solution)).Solution;

        Assert.Contains("[AiFeature(\"tickets.ask\")]", await CodeFixVerifier.TextAsync(changed.GetProject(first.Id)!), StringComparison.Ordinal);
        Assert.Contains("[AiFeature(\"tickets.ask-2\")]", await CodeFixVerifier.TextAsync(changed.GetProject(second)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fix_All_writes_a_file_of_two_projects_once()
    {
        const string code = "using Microsoft.Extensions.AI; using System.Threading.Tasks; class Tickets(IChatClient chat) { Task Ask() => chat.GetResponseAsync(\"x\"); }";
        var first = TestProject.Library(code).ToWorkspaceProject();
        var second = ProjectId.CreateNewId();
        var solution = first.Solution
            .AddProject(ProjectInfo.Create(second, VersionStamp.Default, "TestApp(net8.0)", "TestApp", LanguageNames.CSharp, compilationOptions: first.CompilationOptions, parseOptions: first.ParseOptions, metadataReferences: first.MetadataReferences))
            .AddDocument(DocumentId.CreateNewId(second), "Test0.cs", code, filePath: first.Documents.First().FilePath);

        var changed = (await Verifier.FixAllAsync(solution.GetProject(first.Id)!, FixAllScope.Solution)).Solution;

        var text = await CodeFixVerifier.TextAsync(changed.GetProject(first.Id)!);
        Assert.Contains("[AiFeature(\"tickets.ask\")] Task Ask()", text, StringComparison.Ordinal);
        Assert.Equal(text, await CodeFixVerifier.TextAsync(changed.GetProject(second)!));
    }

    [Fact]
    public async Task A_declaration_that_does_not_compile_yet_is_not_doubled()
    {
        var project = TestProject.Library("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            class Tickets(IChatClient chat)
            {
                [AiFeature(missing)]
                Task Ask() => chat.GetResponseAsync("x");
            }
            """).ToWorkspaceProject();

        Assert.Empty(await Verifier.OfferedAsync(project));
    }

    private static Task FixAsync(string code, string expected) => FixAsync(TestProject.Library(code), expected);

    private static Task FixApplicationAsync(string code, string expected) => FixAsync(TestProject.Application(code), expected);

    private static async Task FixAsync(TestProject test, string expected)
    {
        var project = await Verifier.FixFirstAsync(test.ToWorkspaceProject());

        Assert.Equal(expected, await CodeFixVerifier.TextAsync(project));
        await Verifier.AssertFixedAsync(project);
    }
}
