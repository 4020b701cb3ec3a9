using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>Stands for a page that is not there or failed. It says nothing of the reason, which the log does, but that it will pass.</summary>
[IgnoreAntiforgeryToken]
[OpenTo(PageAudience.Anyone)]
internal sealed class ErrorModel(TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public Problem Problem { get; private set; } = new("", "");

    public void OnGet(int status = StatusCodes.Status404NotFound) => Show(status);

    public void OnPost(int status = StatusCodes.Status404NotFound) => Show(status);

    private void Show(int asked)
    {
        // Anyone can ask for this page by its address: what is no error is a page that is not there.
        var status = DatabaseBusy.Explains(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error) ? StatusCodes.Status503ServiceUnavailable
            : asked is >= 400 and <= 599 ? asked
            : StatusCodes.Status404NotFound;
        var key = status switch
        {
            StatusCodes.Status404NotFound => "Problem.NotFound",
            StatusCodes.Status403Forbidden => "Problem.Forbidden",
            StatusCodes.Status503ServiceUnavailable => "Problem.Busy",
            >= StatusCodes.Status500InternalServerError => "Problem.Failed",
            _ => "Problem.Refused",
        };
        Problem = new Problem(text[key], text[key + ".Detail"]);
        Title = Problem.Title;

        // Who is signed in finds the way on; after a failure the frame may fail too.
        if (status is StatusCodes.Status404NotFound or StatusCodes.Status403Forbidden && User.May(PageAudience.Members))
        {
            HasHeading = Windowed = Narrows = false;
            Scope = UsageScope.Read(new QueryReader(Request.Query), time);
        }

        Response.StatusCode = status;
    }
}
