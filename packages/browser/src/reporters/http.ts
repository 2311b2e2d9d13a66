import type { Outcome, Reporter, WireEvent } from '../host/ports';

export const all = (batch: readonly WireEvent[], what: 'ok' | 'drop' | 'retry', more: Partial<Outcome> = {}): Outcome =>
  ({ ok: [], drop: [], retry: [], [what]: batch.map((event) => event.messageId), ...more });

/** What a status means where the endpoint does not answer per event. Request Timeout, Too Early and Too Many Requests pass; other 4xx do not. */
export const byStatus = (status: number, batch: readonly WireEvent[]): Outcome =>
  status >= 200 && status < 300 ? all(batch, 'ok')
    : status === 401 ? all(batch, 'retry', { unauthorized: true })
    : status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429 ? all(batch, 'retry', { split: true })
    : all(batch, 'retry');

/** `{ results: { id: "ok" | "drop" | "retry" } }`; an answer that names nobody means all. */
export function byResults(answer: unknown, batch: readonly WireEvent[]): Outcome {
  const { results } = (answer ?? {}) as { results?: Record<string, unknown> };
  const outcome = all(batch.filter((event) => !/^(drop|retry)$/.test(String(results?.[event.messageId]))), 'ok');
  for (const { messageId } of batch) {
    const said = results?.[messageId];
    if (said === 'drop' || said === 'retry') outcome[said].push(messageId);
  }
  return outcome;
}

/**
 * Shirube's own wire: POST {endpoint}/v1/batch in Segment's shape, answered per event.
 * To another origin the body is sent as text/plain, so that no preflight is needed; key and token then travel in the body.
 */
export const http: Reporter = {
  name: 'http',
  limits: { events: 100, bytes: 32_768 },
  encode(batch, { endpoint, writeKey, token, now, sameOrigin, lost }) {
    const [first, ...rest] = batch;
    const told = first && Object.keys(lost).length ? [{ ...first, context: { ...first.context, lost } }, ...rest] : batch;
    return {
      url: `${endpoint}/v1/batch`,
      headers: { 'content-type': sameOrigin ? 'application/json' : 'text/plain', ...(sameOrigin && token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ sentAt: new Date(now).toISOString(), writeKey, ...(!sameOrigin && token && { token }), batch: told }),
    };
  },
  classify(status, _headers, body, batch) {
    const outcome = byStatus(status, batch);
    try {
      return outcome.ok.length ? byResults(JSON.parse(body), batch) : outcome;
    } catch {
      return outcome;
    }
  },
};
