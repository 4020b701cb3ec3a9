namespace SupportDesk.Spending;

/// <summary>A program's way to say what a person says with the page's button: go on, I answer for it.</summary>
internal static class BudgetConfirmation
{
    private const string Header = "x-confirm-budget";

    /// <summary>Whether the request confirms that it may go over a budget.</summary>
    public static bool IsGiven(HttpRequest request) => string.Equals(request.Headers[Header], "true", StringComparison.OrdinalIgnoreCase);
}
