using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Preferences;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>What the layout knows of a page.</summary>
internal abstract class DashboardPage : PageModel
{
    /// <summary>The heading, in the reader's language.</summary>
    public string Title { get; protected set; } = "";

    /// <summary>The sentence below the heading, or null.</summary>
    public string? About { get; protected set; }

    /// <summary>Whether the layout shows the heading; what stands for a page that is not there has its own.</summary>
    public bool HasHeading { get; protected set; } = true;

    /// <summary>The page that this one belongs to, which the page's markup names; null for pages of the navigation.</summary>
    public Crumb? Parent { get; set; }

    /// <summary>The navigation's current item: a dimension's slug, <c>overview</c>, <c>records</c>, <c>traces</c>, <c>coverage</c>, <c>budgets</c>, <c>prices</c>, <c>unpriced</c> or <c>system</c>.</summary>
    public string? Section { get; protected set; }

    /// <summary>Days and filter; null on pages that need no sign-in.</summary>
    public UsageScope? Scope { get; protected set; }

    /// <summary>The scope whose narrowings the layout shows, each to be removed.</summary>
    public virtual UsageScope? ChipScope => Scope;

    /// <summary>Whether the page shows the scope's days and lets them be changed.</summary>
    public bool Windowed { get; protected set; } = true;

    /// <summary>Whether the page's figures are narrowed by the scope's filter.</summary>
    public bool Narrows { get; protected set; } = true;

    /// <summary>Whether the page can be narrowed to an organization, or widened to all.</summary>
    public virtual bool OffersOrganizations => Narrows;

    /// <summary>How the page stays up to date, or null.</summary>
    public LiveLine? Live { get; protected set; }

    /// <summary>What narrows the page beside the scope's dimensions.</summary>
    public IReadOnlyList<FilterChip> Chips { get; protected set; } = [];

    /// <summary>What was wrong with the address.</summary>
    public IEnumerable<string> Problems { get; private set; } = [];

    protected int Workspace => User.WorkspaceId();

    /// <summary>Reads the query; wrong parameters fall back to their defaults, are named on the page, and make the answer a 400.</summary>
    protected T Read<T>(Func<QueryReader, T> read)
    {
        var query = new QueryReader(Request.Query);
        var request = read(query);
        AddressChoices.Check(query);
        if (query.Problems.Count > 0)
        {
            Problems = query.Problems.Select(problem => $"{problem.Key}: {problem.Value[0]}");
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return request;
    }
}
