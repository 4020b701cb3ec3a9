using AiInstrument.Analyzers;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Generators.Tests;
