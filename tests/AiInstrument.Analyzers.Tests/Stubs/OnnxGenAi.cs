// assembly: Microsoft.ML.OnnxRuntimeGenAI
namespace Microsoft.ML.OnnxRuntimeGenAI
{
    public class Generator
    {
        public void GenerateNextToken() { }
        public void AppendTokens(ReadOnlySpan<int> tokens) { }
        public void AppendTokenSequences(object sequences) { }
        public bool IsDone() => true;
    }
}

// calls
using Microsoft.ML.OnnxRuntimeGenAI;

class Calls
{
    void Use1(Generator generator)
    {
        generator.[|AppendTokens|]([1]);
        generator.[|AppendTokenSequences|](new());
        generator.[|GenerateNextToken|]();
        generator.IsDone();
    }
}
