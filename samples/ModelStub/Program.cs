using System.Globalization;
using ModelStub;

var port = args is ["--port", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 5099;
await using var server = await ModelStubServer.StartAsync(port);
Console.WriteLine($"Model stub: {server.BaseUrl} (POST /v1/…, GET /ledger, GET /ledger/summary, POST /ledger/reset)");
await server.WaitForShutdownAsync();
