using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>A page with forms: what was wrong with what was typed is told at the field, with status 400.</summary>
internal abstract class FormPage(TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    protected IStringLocalizer<Text> Text => text;

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public FieldProblem? Error(string field) => _errors.TryGetValue(field, out var message) ? new FieldProblem(field + "-problem", message) : null;

    /// <summary>Sets what the layout shows.</summary>
    protected void Show(string section, string title, string? about = null)
    {
        Section = section;
        Windowed = false;
        Title = title;
        About = about;
        Scope = Read(query => UsageScope.Read(query, time));
    }

    /// <summary>Notes that a field is wrong.</summary>
    protected void Refuse(string field, string key) => _errors[field] = text[key];

    /// <summary>Whether nothing is wrong.</summary>
    protected bool IsFine => _errors.Count == 0;

    /// <summary>The page again, with what was typed and what is wrong with it.</summary>
    protected PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
