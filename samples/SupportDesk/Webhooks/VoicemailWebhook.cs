using OpenAI;
using OpenAI.Audio;
using SupportDesk.Callers;
using SupportDesk.Models;
using SupportDesk.Tickets;

namespace SupportDesk.Webhooks;

internal static class VoicemailWebhook
{
    public static void MapVoicemail(this IEndpointRouteBuilder app) => app.MapPost("/webhooks/voicemail", TranscribeAsync);

    [AiFeature("voicemail.transcribe", Category = "transcription", Owner = "support")]
    private static async Task<Ticket> TranscribeAsync(HttpRequest request, Caller caller, TicketStore tickets, OpenAIClient openAI, CancellationToken cancellationToken)
    {
        AudioTranscription transcription = await openAI.GetAudioClient("gpt-4o-mini-transcribe").TranscribeAudioAsync(
            request.Body,
            "voicemail.wav",
            new AudioTranscriptionOptions { Prompt = PromptTag.For("voicemail.transcribe") + "A customer speaks." },
            cancellationToken);
        return tickets.Add(caller.Organization, "inbox", "Voicemail", transcription.Text);
    }
}
