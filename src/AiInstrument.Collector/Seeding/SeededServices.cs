namespace AiInstrument.Collector.Seeding;

/// <summary>The services whose calls are seeded, and what they call.</summary>
internal static class SeededServices
{
    /// <summary>The service that people talk to.</summary>
    public const string Desk = "support-desk";

    /// <summary>The service that works on documents.</summary>
    public const string Office = "back-office";

    private const string OpenAi = "api.openai.com";
    private const string Anthropic = "api.anthropic.com";

    private static readonly SeededModel s_mini = new("openai", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", OpenAi);
    private static readonly SeededModel s_large = new("openai", "gpt-4.1", "gpt-4.1-2025-04-14", OpenAi);
    private static readonly SeededModel s_embedding = new("openai", "text-embedding-3-small", "text-embedding-3-small", OpenAi);
    private static readonly SeededModel s_sonnet = new("anthropic", "claude-sonnet-4-5", "claude-sonnet-4-5-20250929", Anthropic);
    private static readonly SeededModel s_haiku = new("anthropic", "claude-haiku-4-5", "claude-haiku-4-5-20251001", Anthropic);
    private static readonly SeededModel s_flash = new("gcp.gemini", "gemini-2.5-flash", "gemini-2.5-flash", "generativelanguage.googleapis.com");

    // No price book knows it: what it uses stays unpriced.
    private static readonly SeededModel s_own = new("acme", "inhouse-7b", "inhouse-7b", "models.acme.example");

    /// <summary>The features, the frequent ones first: as many as <see cref="RealisticCallers"/> knows.</summary>
    public static IReadOnlyList<SeededFeature> Features { get; } =
    [
        new("ticket.summarize", "summarization", Desk, "POST /tickets/{id}/summary", "http", "chat", s_mini, s_haiku, 1800, 160, "SupportDesk.Tickets.TicketSummarizer.SummarizeAsync", "Tickets/TicketSummarizer.cs"),
        new("ticket.reply", "general", Desk, "POST /tickets/{id}/reply", "http", "chat", s_sonnet, s_large, 2600, 420, "SupportDesk.Tickets.ReplyWriter.DraftAsync", "Tickets/ReplyWriter.cs") { Streams = true },
        new("ticket.classify", "classification", Desk, "POST /tickets/{id}/classification", "http", "chat", s_mini, s_own, 700, 12, "SupportDesk.Tickets.TicketClassifier.ClassifyAsync", "Tickets/TicketClassifier.cs"),
        new("ticket.chat", "general", Desk, "POST /tickets/{id}/chat", "http", "chat", s_haiku, s_sonnet, 3400, 300, "SupportDesk.Tickets.TicketChat.AnswerAsync", "Tickets/TicketChat.cs") { Streams = true },
        new("ticket.search", "retrieval", Desk, "GET /search", "http", "embeddings", s_embedding, s_embedding, 90, 0, "SupportDesk.Search.SearchEndpoint.EmbedAsync", "Search/SearchEndpoint.cs"),
        new("mail.triage", "classification", Desk, "mail-intake", "message", "chat", s_haiku, s_mini, 1200, 40, "SupportDesk.Webhooks.MailTriage.TriageAsync", "Webhooks/MailTriage.cs"),
        new("knowledge.answer", "general", Desk, "POST /knowledge/answers", "http", "chat", s_sonnet, s_large, 4200, 520, "SupportDesk.Knowledge.AnswerAgent.AnswerAsync", "Knowledge/AnswerAgent.cs") { IsAgent = true },
        new("ticket.translate", "translation", Desk, "POST /tickets/{id}/translation", "http", "chat", s_flash, s_mini, 900, 850, "SupportDesk.Tickets.TicketTranslator.TranslateAsync", "Tickets/TicketTranslator.cs") { Streams = true },
        new("invoice.extract", "document_analysis", Office, "invoice-consumer", "message", "chat", s_large, s_flash, 5200, 640, "BackOffice.Invoices.InvoiceReader.ReadAsync", "Invoices/InvoiceReader.cs"),
        new("mail.flags", "flag_extraction", Desk, "mail-intake", "message", "chat", s_mini, s_haiku, 1100, 30, "SupportDesk.Webhooks.MailIntakeWorker.FlagAsync", "Webhooks/MailIntakeWorker.cs"),
        new("contract.review", "document_analysis", Office, "POST /documents/{id}/review", "http", "chat", s_sonnet, s_large, 14000, 1400, "BackOffice.Contracts.ContractReview.ReviewAsync", "Contracts/ContractReview.cs"),
        new("call.summary", "summarization", Office, "call-summaries", "job", "chat", s_mini, s_flash, 6500, 380, "BackOffice.Calls.CallSummaries.WriteAsync", "Calls/CallSummaries.cs"),
        new("estimate.check", "estimate_analysis", Office, "POST /estimates/{id}/check", "http", "chat", s_large, s_sonnet, 3100, 500, "BackOffice.Estimates.EstimateCheck.CheckAsync", "Estimates/EstimateCheck.cs"),
        new("digest.write", "summarization", Desk, "nightly-digest", "job", "chat", s_haiku, s_mini, 7200, 700, "SupportDesk.Digests.DigestWriter.WriteAsync", "Digests/DigestWriter.cs"),
        new("knowledge.index", "retrieval", Desk, "knowledge-index", "job", "embeddings", s_embedding, s_embedding, 2400, 0, "SupportDesk.Knowledge.IndexJob.EmbedAsync", "Knowledge/IndexJob.cs"),
        new("brief.analyze", "brief_analysis", Office, "POST /briefs/{id}/analysis", "http", "chat", s_sonnet, s_large, 5600, 900, "BackOffice.Briefs.BriefAnalysis.AnalyzeAsync", "Briefs/BriefAnalysis.cs"),
        new("project.extract", "project_extraction", Office, "POST /projects/import", "http", "chat", s_large, s_own, 4300, 760, "BackOffice.Projects.ProjectImport.ExtractAsync", "Projects/ProjectImport.cs"),
        new("survey.questions", "question_generation", Office, "POST /surveys/{id}/questions", "http", "chat", s_flash, s_mini, 1500, 420, "BackOffice.Surveys.QuestionWriter.WriteAsync", "Surveys/QuestionWriter.cs"),
        new("ticket.headline", "summarization", Desk, "POST /tickets/{id}/headline", "http", "chat", s_mini, s_haiku, 800, 14, "SupportDesk.Tickets.Headlines.WriteAsync", "Tickets/Headlines.cs") { IsNew = true },
        new("contract.compare", "document_analysis", Office, "POST /documents/{id}/comparison", "http", "chat", s_sonnet, s_large, 22000, 1800, "BackOffice.Contracts.ContractCompare.CompareAsync", "Contracts/ContractCompare.cs") { IsNew = true, IsAgent = true },
    ];

    /// <summary>The build that runs in a service at a part of the time, 0 to 1: the newest begins in the last fifth.</summary>
    public static string BuildOf(string service, double part) => (service, part >= NewestFrom) switch
    {
        (Desk, false) => "3f6c1d2a9be04477",
        (Desk, true) => "9a71c05be2f3d418",
        (_, false) => "51d0e7b6c82f9a34",
        (_, true) => "c4082f7ae91b6d53",
    };

    /// <summary>The part of the time at which the newest builds begin.</summary>
    public const double NewestFrom = 0.8;

    /// <summary>The id of a feature's call site.</summary>
    public static string SiteOf(int feature, bool second) => ((ulong)((feature * 2) + (second ? 1 : 0) + 1) * 0x9E37_79B9_7F4A_7C15).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
