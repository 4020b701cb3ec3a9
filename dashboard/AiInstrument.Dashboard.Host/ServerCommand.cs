using System.CommandLine;
using AiInstrument.Collector;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Dashboard.Host;

/// <summary>The command line: reads the settings, starts the server, and says in one sentence why it cannot.</summary>
internal sealed class ServerCommand
{
    private const int CannotStart = 2;
    private const string Loopback = "loopback";
    private const string Redacted = "redacted";

    private readonly Command _root;
    private readonly Setting _data;
    private readonly Setting _http;
    private readonly Setting _otlpHttp;
    private readonly Setting _otlpGrpc;
    private readonly Setting _tlsCertificate;
    private readonly Setting _tlsKey;
    private readonly Setting _anonymous;
    private readonly Setting _retentionDays;
    private readonly Setting _maxDatabase;
    private readonly Setting _content;
    private readonly Setting _contentDays;
    private readonly Setting _maxContent;
    private readonly Setting _metrics;
    private readonly Setting _publicUrl;
    private readonly Setting _networks;
    private readonly Setting _proxyHeader;
    private readonly Setting _trustedProxies;
    private readonly Func<string, string?> _environment;
    private readonly TextWriter _output;
    private readonly TextWriter _error;

    /// <summary>Creates the command line.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="output">Where the addresses go.</param>
    /// <param name="error">Where a refusal goes.</param>
    /// <param name="command">The command of another program that starts the server; null when this is the program.</param>
    /// <param name="dataDirectory">The data folder when no setting names one; null for <c>data</c> beside the program.</param>
    public ServerCommand(Func<string, string?> environment, TextWriter output, TextWriter error, Command? command = null, string? dataDirectory = null)
    {
        (_environment, _output, _error) = (environment, output, error);
        _data = new("--data", "AIINSTRUMENT_DATA", "DIR", dataDirectory ?? Path.Combine(AppContext.BaseDirectory, "data"), "Folder of the database and the key ring");
        _http = new("--http", "AIINSTRUMENT_HTTP", "URL", "http://127.0.0.1:5080", "Address of the dashboard and the JSON API");
        _otlpHttp = new("--otlp-http", "AIINSTRUMENT_OTLP_HTTP", "URL", "http://127.0.0.1:4318", "Address that receives OTLP/HTTP (protobuf and JSON)");
        _otlpGrpc = new("--otlp-grpc", "AIINSTRUMENT_OTLP_GRPC", "URL", "http://127.0.0.1:4317", "Address that receives OTLP/gRPC (HTTP/2)");
        _root = command ?? new RootCommand();
        _root.Description =
            """
            Receives AI telemetry over OTLP, stores it in SQLite, and serves the dashboard and its JSON API.

            Port 0 takes a free port. An address with https needs a certificate. More settings come from the environment alone, so that they stay out of process lists:
              AIINSTRUMENT_ADMIN_TOKEN  the first admin's sign-in token; without it a random one is made and printed at the first start
              AIINSTRUMENT_API_KEY      a key that may send telemetry and read the JSON API; without any key, telemetry is taken from this machine alone
              AIINSTRUMENT_TLS_PASSWORD the password of the certificate's key
            Each of these may name a file instead, as AIINSTRUMENT_API_KEY_FILE does, for secrets that are mounted.
            """;
        _retentionDays = new("--retention-days", "AIINSTRUMENT_RETENTION_DAYS", "DAYS", "", "Days, today included, whose records are kept; totals stay. Empty keeps all");
        _maxDatabase = new("--max-database-mb", "AIINSTRUMENT_MAX_DATABASE_MB", "MB", "", "Size beyond which the records of the oldest days are removed; totals stay. Empty sets no bound");
        _content = new("--content", "AIINSTRUMENT_CONTENT", "HOW", Redacted, "Prompts and answers that senders send: redacted (again, and stored encrypted), as-sent (stored encrypted) or off (not stored)");
        _contentDays = new("--content-days", "AIINSTRUMENT_CONTENT_DAYS", "DAYS", "30", "Days, today included, whose prompts and answers are kept");
        _maxContent = new("--max-content-mb", "AIINSTRUMENT_MAX_CONTENT_MB", "MB", "", "Size of stored prompts and answers beyond which those of the oldest days are removed. Empty sets no bound");
        _tlsCertificate = new("--tls-certificate", "AIINSTRUMENT_TLS_CERTIFICATE", "FILE", "", "Certificate of the https addresses: PEM with its chain, or PKCS #12 (.pfx, .p12)");
        _tlsKey = new("--tls-key", "AIINSTRUMENT_TLS_KEY", "FILE", "", "Private key as PEM, where the certificate's file does not hold it");
        _anonymous = new("--anonymous", "AIINSTRUMENT_ANONYMOUS", "WHO", Loopback, "Who may send without a key while there is none: loopback (this machine) or never");
        _metrics = new("--metrics", "AIINSTRUMENT_METRICS", "WHO", "local", "Who may read /metrics on the telemetry addresses: local (this machine alone) or key (also others, with an API key that may read)");
        _publicUrl = new("--public-url", "AIINSTRUMENT_PUBLIC_URL", "URL", "", "Where people reach the dashboard, for links in notifications. Empty leaves links out");
        _networks = new("--notification-networks", "AIINSTRUMENT_NOTIFICATION_NETWORKS", "CIDRS", "", "Private networks that notifications may go to, separated by commas. Empty for none");
        _proxyHeader = new("--proxy-user-header", "AIINSTRUMENT_PROXY_USER_HEADER", "NAME", "", "Header in which a trusted reverse proxy names the account that it has signed in. Empty believes none");
        _trustedProxies = new("--trusted-proxies", "AIINSTRUMENT_TRUSTED_PROXIES", "LIST", "", "Addresses and networks of those proxies, separated by commas");
        foreach (var setting in (Setting[])[_data, _http, _otlpHttp, _otlpGrpc, _tlsCertificate, _tlsKey, _anonymous, _retentionDays, _maxDatabase, _content, _contentDays, _maxContent, _metrics, _publicUrl, _networks, _proxyHeader, _trustedProxies])
        {
            _root.Options.Add(setting.Option);
        }

        _root.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
    }

    /// <summary>The command with its options.</summary>
    public Command Command => _root;

    public async Task<int> InvokeAsync(string[] args)
    {
        var parsed = _root.Parse(args);
        if (parsed.Errors is [var first, ..])
        {
            return await RefuseAsync($"{first.Message.TrimEnd('.')}; --help explains the options.").ConfigureAwait(false);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = _output,
            Error = _error,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        }).ConfigureAwait(false);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        DashboardServer server;
        DashboardServerOptions options;
        try
        {
            options = new DashboardServerOptions
            {
                DataDirectory = _data.ReadFolder(parsed, _environment),
                Http = _http.ReadAddress(parsed, _environment),
                OtlpHttp = _otlpHttp.ReadAddress(parsed, _environment),
                OtlpGrpc = _otlpGrpc.ReadAddress(parsed, _environment),
                TlsCertificate = _tlsCertificate.ReadFile(parsed, _environment),
                TlsKey = _tlsKey.ReadFile(parsed, _environment),
                TlsPassword = Secret("AIINSTRUMENT_TLS_PASSWORD"),
                AllowAnonymousLoopback = _anonymous.ReadChoice(parsed, _environment, Loopback, "never") == Loopback,
                AdminToken = Secret("AIINSTRUMENT_ADMIN_TOKEN"),
                ApiKey = Secret("AIINSTRUMENT_API_KEY"),
                ProxyUserHeader = _proxyHeader.Read(parsed, _environment),
                TrustedProxies = _trustedProxies.Read(parsed, _environment).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                RetentionDays = _retentionDays.ReadCount(parsed, _environment),
                MetricsAccess = _metrics.ReadChoice(parsed, _environment, "local", "key") == "key" ? MetricsAccess.ReadKey : MetricsAccess.ThisMachine,
                PublicUrl = _publicUrl.Read(parsed, _environment).Length == 0 ? null : _publicUrl.ReadAddress(parsed, _environment),
                NotificationNetworks = _networks.Read(parsed, _environment).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                StoreContent = _content.ReadChoice(parsed, _environment, Redacted, "as-sent", "off") != "off",
                RedactContent = _content.ReadChoice(parsed, _environment, Redacted, "as-sent", "off") == Redacted,
                ContentRetentionDays = _contentDays.ReadCount(parsed, _environment),
                MaxContentBytes = _maxContent.ReadCount(parsed, _environment) * 1024L * 1024L,
                MaxDatabaseBytes = _maxDatabase.ReadCount(parsed, _environment) * 1024L * 1024L,
            };
            server = await DashboardServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (DashboardStartException exception)
        {
            return await RefuseAsync(exception.Message).ConfigureAwait(false);
        }

        await using (server.ConfigureAwait(false))
        {
            await new StartMessage(server, options.AllowAnonymousLoopback).WriteAsync(_output).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return 0;
    }

    /// <exception cref="DashboardStartException">Its file cannot be read, or both are set.</exception>
    private string? Secret(string variable) => new SecretSetting(variable).Read(_environment);

    private async Task<int> RefuseAsync(string sentence)
    {
        await _error.WriteLineAsync(sentence.ReplaceLineEndings(" ")).ConfigureAwait(false);
        return CannotStart;
    }
}
