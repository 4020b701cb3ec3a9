#if CSHARP14
using System;
using AiInstrument;

namespace LanguageConsumer
{
    /// <summary>Model calls that an extension block declares.</summary>
    public static class Blocks
    {
        extension<T>(Model<T> model) where T : class, new()
        {
            [AiModelCall] public string Extended(string text, int times = 2) => text + times + model.GetType().Name;
        }

        extension(string text)
        {
            [AiModelCall] public string Asked() => text + "?";

            [AiModelCall] public static string Static(int number) => "static " + number;
        }

        [AiFeature("blocks")]
        public static void Run(Model<Word> model)
        {
            Console.WriteLine(model.Extended(times: 3, text: "e"));
            Console.WriteLine("block".Asked());
            Console.WriteLine(Asked("as a static method"));
            Console.WriteLine(string.Static(14));
        }
    }
}
#endif
