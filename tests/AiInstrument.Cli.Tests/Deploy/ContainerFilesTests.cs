using System.Globalization;
using System.Text.RegularExpressions;
using AiInstrument.Cli.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace AiInstrument.Cli.Tests.Deploy;

/// <summary>What an engine and a linter would say of the container's files, without one.</summary>
public sealed class ContainerFilesTests
{
    private const string Secret = "KEY|TOKEN|PASSWORD|SECRET";

    [Fact]
    public void Every_stage_begins_with_a_version_and_the_last_runs_as_nobody_in_particular()
    {
        var stages = Dockerfile.All("FROM").Select(from => from.Split(' ')[0]).ToList();
        Assert.Equal(3, stages.Count);
        Assert.All(stages, image => Assert.Matches(@":\d+\.\d+[\w.-]*$", image));

        var user = Assert.Single(Dockerfile.All("USER")).Split(':');
        Assert.All(user, id => Assert.InRange(int.Parse(id, CultureInfo.InvariantCulture), 1000, 65_533));
        var last = Dockerfile.Instructions.ToList().FindLastIndex(instruction => instruction.Name == "FROM");
        Assert.True(Dockerfile.Instructions.ToList().FindIndex(instruction => instruction.Name == "USER") > last);
        Assert.Contains($"--chown={user[0]}:{user[1]} /data /data", string.Join('\n', Dockerfile.All("COPY")), StringComparison.Ordinal);
        Assert.Equal("/data", Assert.Single(Dockerfile.All("VOLUME")));
    }

    [Fact]
    public void No_secret_is_in_it_and_no_shell_starts_anything()
    {
        Assert.Empty(Dockerfile.All("ARG"));
        Assert.Empty(Dockerfile.All("ADD"));
        Assert.DoesNotMatch(Secret, string.Join(' ', Dockerfile.All("ENV")));
        foreach (var command in Dockerfile.All("RUN").Concat(Dockerfile.All("ENTRYPOINT")).Concat(Dockerfile.All("CMD")))
        {
            Assert.NotEmpty(Dockerfile.Words(command));
        }

        var health = Assert.Single(Dockerfile.All("HEALTHCHECK"));
        Assert.Equal("healthcheck", Dockerfile.Words(health[(health.IndexOf("CMD ", StringComparison.Ordinal) + 4)..])[^1]);
    }

    [Fact]
    public void What_it_copies_and_sets_is_there()
    {
        // From the context: the whole of it; everything else comes from a stage that has it.
        Assert.Equal([". ."], Dockerfile.All("COPY").Where(copy => !copy.StartsWith("--from=", StringComparison.Ordinal)));
        Assert.All(
            Dockerfile.All("RUN").Select(Dockerfile.Words).Where(words => words[0] == "dotnet"),
            words => Assert.True(Directory.GetFiles(Path.Combine(RepositoryFacts.Folder, words[2]), "*.csproj") is [_], string.Join(' ', words)));

        // The program is what the project makes, and the server knows the variables.
        var entry = Dockerfile.Words(Assert.Single(Dockerfile.All("ENTRYPOINT")));
        Assert.Equal(Path.GetFileName(typeof(ToolCommand).Assembly.Location), Path.GetFileName(entry[^1]));
        var help = Help();
        foreach (Match variable in Regex.Matches(string.Join(' ', Dockerfile.All("ENV")), "AIINSTRUMENT_[A-Z_]+", RegexOptions.None, TimeSpan.FromSeconds(10)))
        {
            Assert.Contains(variable.Value, help, StringComparison.Ordinal);
        }

        var ports = Regex.Matches(string.Join(' ', Dockerfile.All("ENV")), @":(?<port>\d+)\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Select(match => match.Groups["port"].Value);
        Assert.Equal(Assert.Single(Dockerfile.All("EXPOSE")).Split(' ').Order(StringComparer.Ordinal), ports.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_ignored_keeps_secrets_and_results_out_and_the_sources_in()
    {
        var ignored = File.ReadAllLines(Path.Combine(RepositoryFacts.Folder, ".dockerignore")).Where(line => line.Length > 0 && line[0] != '#').ToList();

        Assert.All((string[])["**/bin", "**/obj", ".git", "deploy/secrets", "data"], name => Assert.Contains(name, ignored));
        Assert.All((string[])["src", "dashboard", "Directory.Build.props", "Directory.Packages.props", "global.json", "**/packages.lock.json"], name => Assert.DoesNotContain(name, ignored));
        Assert.Contains("deploy/secrets/", File.ReadAllText(Path.Combine(RepositoryFacts.Folder, ".gitignore")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_is_bounded_checked_and_has_its_key_from_a_file()
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(RepositoryFacts.Folder, "deploy", "compose.yaml")))
        {
            yaml.Load(reader);
        }

        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var (name, node) = Assert.Single((YamlMappingNode)root["services"]);
        var server = (YamlMappingNode)node;
        Assert.Equal("server", name);
        Assert.Equal("true", server["read_only"].ToString());
        Assert.Equal("ALL", Assert.Single((YamlSequenceNode)server["cap_drop"]).ToString());
        Assert.NotEqual("", server["deploy"]["resources"]["limits"]["memory"].ToString());
        Assert.Equal(["CMD", .. Dockerfile.Words(Assert.Single(Dockerfile.All("ENTRYPOINT"))), "healthcheck"], ((YamlSequenceNode)server["healthcheck"]["test"]).Select(word => word.ToString()));

        // The context and the file, from the folder of this one.
        var deploy = Path.Combine(RepositoryFacts.Folder, "deploy");
        var context = Path.GetFullPath(Path.Combine(deploy, server["build"]["context"].ToString()));
        Assert.True(File.Exists(Path.Combine(context, server["build"]["dockerfile"].ToString())));

        // Each volume, port and secret is one that the image and the file have.
        Assert.All((YamlSequenceNode)server["volumes"], volume => Assert.Contains(volume.ToString().Split(':')[0], ((YamlMappingNode)root["volumes"]).Children.Keys.Select(key => key.ToString())));
        Assert.Equal(Assert.Single(Dockerfile.All("EXPOSE")).Split(' ').Order(StringComparer.Ordinal), ((YamlSequenceNode)server["ports"]).Select(port => port.ToString().Split(':')[^1]).Order(StringComparer.Ordinal));
        var environment = (YamlMappingNode)server["environment"];
        foreach (var (variable, value) in environment.Select(pair => (pair.Key.ToString(), pair.Value.ToString())).Where(pair => Regex.IsMatch(pair.Item1, Secret, RegexOptions.None, TimeSpan.FromSeconds(10))))
        {
            Assert.EndsWith("_FILE", variable, StringComparison.Ordinal);
            Assert.StartsWith("/run/secrets/", value, StringComparison.Ordinal);
            Assert.Contains(value["/run/secrets/".Length..], ((YamlMappingNode)root["secrets"]).Children.Keys.Select(key => key.ToString()));
        }

        Assert.All(environment, pair => Assert.Contains(pair.Key.ToString().Replace("_FILE", "", StringComparison.Ordinal), Help(), StringComparison.Ordinal));
    }

    private static string Help()
    {
        using var output = new StringWriter();
        var console = new Output.CommandConsole(TextReader.Null, output, TextWriter.Null, unattended: true);
        Assert.Equal(0, new ToolCommand(console).InvokeAsync(["serve", "--help"]).GetAwaiter().GetResult());
        return output.ToString();
    }
}
