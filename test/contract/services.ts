/** Services as their documentation describes them: status codes, limits and what they do with repetitions. */
import type { WireEvent } from '../../packages/browser/src/host/ports';
import type { Answer, Service } from './reporter';

/** Stores by id; what is there already is not stored again. */
function shelf() {
  const known = new Set<string>();
  return { add: (id: string) => void known.add(id), ids: () => [...known] };
}
const size = (text: string) => new TextEncoder().encode(text).length;

/** Shirube's own collector: per-event results; a batch that is no JSON is 400. */
export function collector(): Service {
  const { add, ids } = shelf();
  return {
    ids,
    handle({ body }): Answer {
      const { batch } = JSON.parse(body) as { batch: WireEvent[] };
      const results: Record<string, string> = {};
      for (const e of batch) {
        const good = typeof e.messageId === 'string' && !Number.isNaN(Date.parse(e.timestamp)) && (e.type !== 'track' || !!e.event);
        results[e.messageId] = good ? 'ok' : 'drop';
        if (good) add(e.messageId);
      }
      return { status: 200, body: JSON.stringify({ results, now: '2026-04-01T09:00:00Z' }) };
    },
  };
}

/** Segment: 400 for JSON that cannot be read, an event over 32 KB or a batch over 500 KB; else 200, whatever becomes of the events. */
export function segment(): Service {
  const { add, ids } = shelf();
  return {
    ids,
    handle({ body, headers }): Answer {
      const json = JSON.parse(body) as { writeKey?: string; batch: WireEvent[] };
      if (size(body) > 500_000 || json.batch.some((e) => size(JSON.stringify(e)) > 32_000))
        return { status: 400, body: '{"success":false,"message":"payload too large"}' };
      // Without a key it is accepted and thrown away, as the documentation warns.
      if (!json.writeKey && !headers?.authorization) return { status: 200, body: '{"success":true}' };
      for (const e of json.batch) if (e.userId || e.anonymousId) add(e.messageId);
      return { status: 200, body: '{"success":true}' };
    },
  };
}

/** RudderStack: 401 without Basic credentials, 400 for a batch with an event without an identity; deduplicates by messageId. */
export function rudderstack(): Service {
  const { add, ids } = shelf();
  return {
    ids,
    handle({ body, headers }): Answer {
      if (headers?.authorization !== `Basic ${btoa('wk:')}`) return { status: 401, body: 'Failed to read writeKey from header' };
      const { batch } = JSON.parse(body) as { batch: WireEvent[] };
      if (batch.some((e) => !e.userId && !e.anonymousId)) return { status: 400, body: 'Request neither has anonymousId nor userId' };
      for (const e of batch) add(e.messageId);
      return { status: 200, body: 'OK' };
    },
  };
}

/** PostHog: 401 for a wrong key, 400 when an event has no distinct_id; merges uuid + timestamp + event + distinct_id. */
export function posthog(): Service {
  const known = new Map<string, string>();
  return {
    ids: () => [...known.values()],
    handle({ url, body }): Answer {
      const json = JSON.parse(body) as {
        api_key: string;
        batch: { event: string; distinct_id: string; timestamp: string; uuid: string }[];
      };
      if (!url.endsWith('/batch/')) return { status: 404 };
      if (json.api_key !== 'phc_1') return { status: 401, body: '{"type":"authentication_error","code":"invalid_api_key"}' };
      if (json.batch.some((e) => !e.distinct_id || !e.event))
        return { status: 400, body: '{"type":"validation_error","code":"invalid_payload"}' };
      for (const e of json.batch) known.set([e.uuid, e.timestamp, e.event, e.distinct_id].join(' '), e.uuid);
      return { status: 200, body: '{"status":"Ok"}' };
    },
  };
}

interface LogRecord {
  timeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}
/** An OpenTelemetry collector: 400 for a request that breaks the schema; takes repetitions as they come. */
export function otlp(): Service {
  const stored: string[] = [];
  return {
    ids: () => stored,
    handle({ url, body, headers }): Answer {
      if (!url.endsWith('/v1/logs')) return { status: 404 };
      if (headers?.['content-type'] !== 'application/json') return { status: 415 };
      const json = JSON.parse(body) as { resourceLogs: { scopeLogs: { logRecords: LogRecord[] }[] }[] };
      const records = json.resourceLogs.flatMap((r) => r.scopeLogs.flatMap((s) => s.logRecords));
      if (records.some((r) => !/^\d+$/.test(r.timeUnixNano)))
        return { status: 400, body: '{"code":3,"message":"readUint64: unexpected character"}' };
      for (const r of records) stored.push(r.attributes.find((a) => a.key === 'shirube.message_id')?.value.stringValue ?? '');
      return { status: 200, body: '{"partialSuccess":{}}' };
    },
  };
}

interface Statement {
  id: string;
  verb?: { id: string };
}
/** A learning record store: a batch whole or not at all; 409 when an id is there already; 400 for a bad statement. */
export function recordStore(): Service {
  const { add, ids } = shelf();
  return {
    ids,
    handle({ body, headers }): Answer {
      if (!headers?.['x-experience-api-version']) return { status: 400 };
      const statements = JSON.parse(body) as Statement[];
      if (new Set(statements.map((s) => s.id)).size < statements.length || statements.some((s) => !s.verb?.id)) return { status: 400 };
      if (statements.some((s) => ids().includes(s.id))) return { status: 409 };
      for (const s of statements) add(s.id);
      return { status: 200, body: JSON.stringify(statements.map((s) => s.id)) };
    },
  };
}

/** Something inside the page that takes events one by one, and is not always there. */
export function bridge(leaves = true): Service & { take(id: string): void; away(): boolean } {
  const { add, ids } = shelf();
  let here = true;
  return {
    ids,
    take: add,
    away: () => !here,
    handle: () => ({ status: 404 }),
    ...(leaves && { present: (is: boolean) => void (here = is) }),
  };
}
