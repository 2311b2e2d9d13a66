import type { WireEvent } from '../host/ports';
import type { ReporterFactory } from '../host/routes';
import { all, byStatus } from './http';
import { uuidOf } from './uuid';

const person = (e: WireEvent): string => e.userId ?? e.anonymousId ?? '';
const properties = (e: WireEvent): Record<string, unknown> => ({
  ...e.properties,
  $lib: 'shirube',
  $pathname: e.context.page?.path,
  $session_id: e.context.sessionId,
  shirube: e.context,
  ...(e.context.accountId && { $groups: { company: e.context.accountId } }),
});
const translate = (e: WireEvent): { event: string; properties: Record<string, unknown> } => {
  if (e.type === 'identify')
    return { event: '$identify', properties: { ...properties(e), $anon_distinct_id: e.anonymousId, $set: e.traits ?? {} } };
  if (e.type === 'group')
    return {
      event: '$groupidentify',
      properties: { ...properties(e), $group_type: 'company', $group_key: e.groupId, $group_set: e.traits ?? {} },
    };
  return { event: e.type === 'page' ? '$pageview' : (e.event ?? ''), properties: properties(e) };
};

/**
 * PostHog's batch endpoint: `{ "kind": "posthog", "endpoint": "https://eu.i.posthog.com", "writeKey": "phc_…" }`. It merges events that agree in
 * uuid, timestamp, name and person, so a repeated delivery changes nothing. Source: https://posthog.com/docs/api/capture
 */
export const reporter: ReporterFactory = ({ endpoint = 'https://us.i.posthog.com', writeKey = '' }) => ({
  name: 'posthog',
  limits: { events: 100, bytes: 16_384 },
  encode: (batch, { now }) => ({
    url: `${endpoint.replace(/\/$/, '')}/batch/`,
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({
      api_key: writeKey,
      sent_at: new Date(now).toISOString(),
      batch: batch.map((e) => ({ ...translate(e), distinct_id: person(e), timestamp: e.timestamp, uuid: uuidOf(e.messageId) })),
    }),
  }),
  classify(status, _headers, body, batch) {
    // Over quota it says 200 and keeps nothing.
    if (status === 200 && /"quota_limited"\s*:\s*\[\s*"/.test(body)) return all(batch, 'retry', { retryAfterMs: 60_000 });
    return byStatus(status, batch, body);
  },
});
