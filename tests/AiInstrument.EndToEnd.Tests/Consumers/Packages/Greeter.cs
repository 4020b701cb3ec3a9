using System.Threading.Tasks;
using AiInstrument;
using Microsoft.Extensions.AI;

namespace Greetings
{
    /// <summary>Calls a model.</summary>
    public static class Greeter
    {
        [AiFeature("greeting.write")]
        public static async Task<string> GreetAsync(IChatClient chat) => (await chat.GetResponseAsync("Say hello.")).Text;
    }
}
