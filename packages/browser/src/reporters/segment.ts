import type { ReporterFactory } from '../host/routes';
import { byStatus } from './http';

/**
 * Segment's HTTP Tracking API, and RudderStack's, which has the same shape: POST {endpoint}/v1/batch.
 * `{ "kind": "segment", "writeKey": "…" }`; for RudderStack add its data plane as `endpoint` and `"basic": true` (it wants the key as Basic
 * credentials). Segment answers 200 even for events that it rejects, and deduplicates by messageId for about a day.
 * Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 */
export const reporter: ReporterFactory = ({ endpoint = 'https://api.segment.io', writeKey = '', basic }) => ({
  name: 'segment',
  // 32 KB for an event, 500 KB for a batch; ours are smaller anyway.
  limits: { events: 100, bytes: 16_384 },
  encode: (batch, { now }) => ({
    url: `${endpoint.replace(/\/$/, '')}/v1/batch`,
    // text/plain needs no preflight; both services read JSON whatever the type says.
    headers: basic
      ? { 'content-type': 'application/json', authorization: `Basic ${btoa(`${writeKey}:`)}` }
      : { 'content-type': 'text/plain' },
    body: JSON.stringify({ sentAt: new Date(now).toISOString(), ...(!basic && { writeKey }), batch }),
  }),
  classify: (status, _headers, body, batch) => byStatus(status, batch, body),
});
