// Sends calls with one of OpenTelemetry's exporters, as an application would: node send.js <proto|json|grpc> <endpoint> <count> <key>
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { LoggerProvider, BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { createRequire } from 'node:module';

const [protocol, endpoint, count, key] = process.argv.slice(2);
const headers = { 'x-api-key': key };

function exporter() {
  switch (protocol) {
    case 'proto':
      return new ProtoExporter({ url: `${endpoint}v1/traces`, headers, compression: 'gzip' });
    case 'json':
      return new JsonExporter({ url: `${endpoint}v1/traces`, headers });
    case 'grpc': {
      // The exporter's own copy of the gRPC library, whose types it checks for.
      const require = createRequire(import.meta.resolve('@opentelemetry/exporter-trace-otlp-grpc'));
      const { Metadata } = require('@grpc/grpc-js');
      const metadata = new Metadata();
      metadata.set('x-api-key', key);
      return new GrpcExporter({ url: endpoint, metadata, compression: 'gzip' });
    }
    default:
      throw new Error(`There is no exporter for ${protocol}.`);
  }
}

const failures = [];
const inner = exporter();
const watched = {
  export: (spans, done) => inner.export(spans, (result) => {
    if (result.code !== 0) {
      failures.push(result.error ?? new Error('The export failed.'));
    }
    done(result);
  }),
  shutdown: () => inner.shutdown(),
  forceFlush: () => inner.forceFlush(),
};
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(watched)] });
const tracer = provider.getTracer('node-client', '1.0.0');
const logs = protocol === 'proto'
  ? new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${endpoint}v1/logs`, headers }) })] })
  : null;

for (let call = 0; call < Number(count); call++) {
  const span = tracer.startSpan('chat gpt-4o-mini', {
    kind: SpanKind.CLIENT,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.stream': false,
    },
  });
  span.addEvent('gen_ai.user.message', { 'gen_ai.event.content': '{"content":"the prompt"}' });
  span.setStatus({ code: SpanStatusCode.OK });
  logs?.getLogger('node-client').emit({
    eventName: 'gen_ai.client.inference.operation.details',
    attributes: { 'gen_ai.response.id': `r-${call}`, 'gen_ai.output.messages': 'the answer' },
    context: trace.setSpan(ROOT_CONTEXT, span),
  });
  span.end();
}

await provider.shutdown();
await logs?.shutdown();
for (const failure of failures) {
  console.error(failure);
}
process.exitCode = failures.length === 0 ? 0 : 1;
