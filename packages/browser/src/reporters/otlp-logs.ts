import type { WireEvent } from '../host/ports';
import type { ReporterFactory } from '../host/routes';
import { byStatus } from './http';

type Value = { stringValue: string } | { doubleValue: number } | { boolValue: boolean };
const value = (v: unknown): Value =>
  typeof v === 'boolean'
    ? { boolValue: v }
    : typeof v === 'number'
      ? { doubleValue: v }
      : { stringValue: typeof v === 'string' ? v : JSON.stringify(v) };
const attributes = (from: Record<string, unknown>) =>
  Object.entries(from)
    .filter(([, v]) => v !== undefined && v !== null)
    .map(([key, v]) => ({ key, value: value(v) }));
const nano = (ms: number): string => `${ms}000000`;

const record = (e: WireEvent, now: number) => ({
  timeUnixNano: nano(Date.parse(e.timestamp)),
  observedTimeUnixNano: nano(now),
  severityNumber: 9,
  severityText: 'INFO',
  eventName: e.event ?? `shirube.${e.type}`,
  body: { stringValue: e.event ?? e.name ?? e.type },
  attributes: attributes({
    'shirube.message_id': e.messageId,
    'shirube.type': e.type,
    'user.id': e.userId,
    'shirube.anonymous_id': e.anonymousId,
    'shirube.account_id': e.context.accountId ?? e.groupId,
    'session.id': e.context.sessionId,
    'url.path': e.context.page?.path,
    ...e.properties,
    ...e.traits,
  }),
});

/**
 * OpenTelemetry logs over HTTP with JSON: `{ "kind": "otlp-logs", "endpoint": "https://otel.example", "service": "billing" }` → {endpoint}/v1/logs.
 * The protocol accepts duplicates; `shirube.message_id` tells them. A partial success is not repeated, as the protocol says. 500 is repeated,
 * which it does not ask for: the events are kept anyway. Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export const reporter: ReporterFactory = ({ service = 'web' }, win) => ({
  name: 'otlp-logs',
  limits: { events: 50, bytes: 16_384 },
  encode: (batch, { endpoint, now }) => ({
    url: `${endpoint}/v1/logs`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: attributes({ 'service.name': service, 'browser.origin': win.location.origin }) },
          scopeLogs: [{ scope: { name: 'shirube' }, logRecords: batch.map((e) => record(e, now)) }],
        },
      ],
    }),
  }),
  classify: (status, _headers, body, batch) => byStatus(status, batch, body),
});
