using System.Globalization;
using System.Text;

namespace AiInstrument.Benchmarks.Scanning;

/// <summary>A solution of small libraries: each references two of the first ten and has twenty files of ordinary code.</summary>
internal static class SyntheticSolution
{
    private const int Foundations = 10;
    private const int Files = 20;
    private const int Methods = 12;

    /// <summary>Writes the solution.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="projects">How many projects.</param>
    /// <param name="every">Each project of so many references the OpenAI SDK and calls it twice.</param>
    public static void Write(string folder, int projects, int every)
    {
        Write(folder, "Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>");
        Write(folder, "Directory.Build.targets", "<Project />");
        Write(folder, "Directory.Packages.props", "<Project />");
        var solution = new StringBuilder("<Solution>\n");
        for (var i = 0; i < projects; i++)
        {
            var name = Name(i);
            solution.Append(CultureInfo.InvariantCulture, $"  <Project Path=\"{name}/{name}.csproj\" />\n");
            var calls = i >= Foundations && i % every == 0;
            Write(folder, $"{name}/{name}.csproj", Project(i, calls));
            for (var file = 0; file < Files; file++)
            {
                Write(folder, string.Create(CultureInfo.InvariantCulture, $"{name}/Stock{file}.cs"), Code(name, file));
            }

            if (calls)
            {
                Write(folder, $"{name}/Answers.cs", Calls(name));
            }
        }

        Write(folder, "All.slnx", solution.Append("</Solution>\n").ToString());
    }

    private static string Project(int index, bool calls)
    {
        var references = index < Foundations ? [] : (int[])[index % Foundations, (index / Foundations) % Foundations];
        var items = string.Concat(references.Distinct().Select(Name).Select(name => $"<ProjectReference Include=\"../{name}/{name}.csproj\" />"));
        return $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>{items}{(calls ? "<PackageReference Include=\"OpenAI\" Version=\"2.15.0\" />" : "")}</ItemGroup></Project>";
    }

    private static string Code(string name, int file)
    {
        var code = new StringBuilder();
        code.Append(CultureInfo.InvariantCulture, $$"""
            namespace {{name}};

            /// <summary>Counts what is there.</summary>
            public class Stock{{file}}
            {
                private readonly Dictionary<string, int> _counts = [];

            """);
        for (var method = 0; method < Methods; method++)
        {
            code.Append(CultureInfo.InvariantCulture, $$"""

                    public int Count{{method}}(IEnumerable<string> names, int least)
                    {
                        var found = names.Where(name => name.Length > least).Select(name => name.Trim()).ToList();
                        foreach (var name in found)
                        {
                            _counts[name] = _counts.TryGetValue(name, out var known) ? known + 1 : 1;
                            least += _counts.Count > {{method}} ? Math.Max(2, name.IndexOf('a')) : 1;
                        }

                        return least;
                    }

                """);
        }

        return code.Append("}\n").ToString();
    }

    private static string Calls(string name) => $$"""
        using OpenAI.Chat;

        namespace {{name}};

        public class Answers(ChatClient chat)
        {
            public async Task<string> AskAsync(string question) => (await chat.CompleteChatAsync([new UserChatMessage(question)])).Value.Content[0].Text;

            public string Label(string text) => new ChatClient("gpt-4o-mini", "key").CompleteChat(text).Value.Content[0].Text;
        }
        """;

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"Part{index:000}");

    private static void Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
