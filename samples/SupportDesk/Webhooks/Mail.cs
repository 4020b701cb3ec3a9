namespace SupportDesk.Webhooks;

/// <summary>An e-mail as the provider's webhook posts it.</summary>
/// <param name="From">The sender.</param>
/// <param name="Organization">The customer that the mailbox belongs to.</param>
/// <param name="Text">The body.</param>
internal sealed record Mail(string From, string Organization, string Text);
