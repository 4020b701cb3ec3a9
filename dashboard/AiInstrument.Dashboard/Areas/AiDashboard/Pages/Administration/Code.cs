namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>A secret that is shown once, in the answer to the form that made it: neither an address nor a cookie ever holds it.</summary>
/// <param name="Title">The resource key of what it is; takes what it is for.</param>
/// <param name="For">What it is for.</param>
/// <param name="Secret">The secret.</param>
/// <param name="About">The resource key of what to do with it; takes an address.</param>
/// <param name="Address">Where it is used.</param>
internal sealed record Code(string Title, string For, string Secret, string About, string Address = "");
