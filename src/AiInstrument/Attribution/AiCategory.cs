namespace AiInstrument;

/// <summary>The well-known categories of features. A category is a string: one of your own is as good.</summary>
public static class AiCategory
{
    /// <summary>Reading documents.</summary>
    public const string DocumentAnalysis = "document_analysis";

    /// <summary>Reading estimates and offers.</summary>
    public const string EstimateAnalysis = "estimate_analysis";

    /// <summary>Reading briefs.</summary>
    public const string BriefAnalysis = "brief_analysis";

    /// <summary>Extracting projects and their fields from text.</summary>
    public const string ProjectExtraction = "project_extraction";

    /// <summary>Shortening text.</summary>
    public const string Summarization = "summarization";

    /// <summary>Putting text into classes.</summary>
    public const string Classification = "classification";

    /// <summary>Asking questions back.</summary>
    public const string QuestionGeneration = "question_generation";

    /// <summary>Finding risks and remarkable points.</summary>
    public const string FlagExtraction = "flag_extraction";

    /// <summary>Everything else.</summary>
    public const string General = "general";
}
