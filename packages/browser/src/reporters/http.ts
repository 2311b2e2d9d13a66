import { json } from '../host/json';
import type { Outcome, Reporter, WireEvent } from '../host/ports';

export const all = (batch: readonly WireEvent[], what: 'ok' | 'drop' | 'retry', more: Partial<Outcome> = {}): Outcome => ({
  ok: [],
  drop: [],
  retry: [],
  [what]: batch.map((event) => event.messageId),
  ...more,
});

/**
 * What a status means where the endpoint does not answer per event. Request Timeout, Too Early and Too Many Requests pass. Bad Request, Conflict,
 * Content Too Large and Unprocessable Content speak of what was sent; every other 4xx of the address, the key, the method or the account, and so of
 * all events alike: a proxy during a deploy, a wrong path, a firewall. So does a page of HTML instead of an answer: an app's fallback route says 200 to
 * everything, and nobody has taken anything. Source: RFC 9110, section 15.5
 */
export const byStatus = (status: number, batch: readonly WireEvent[], body = ''): Outcome =>
  /^2/.test(`${status}`) && !/^\s*</.test(body)
    ? all(batch, 'ok')
    : all(
        batch,
        'retry',
        status === 401
          ? { unauthorized: true }
          : /^2|^4(?!08|25|29)/.test(`${status}`)
            ? { split: true, refused: !/^4(00|09|13|22)/.test(`${status}`) }
            : {},
      );

/** `{ results: { id: "ok" | "drop" | "retry" } }`; an answer that names nobody means all. */
export function byResults(answer: unknown, batch: readonly WireEvent[]): Outcome {
  const { results } = (answer ?? {}) as { results?: Record<string, unknown> };
  const outcome = all([], 'ok');
  for (const { messageId } of batch) {
    const said = results?.[messageId];
    outcome[said === 'drop' || said === 'retry' ? said : 'ok'].push(messageId);
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
    const told = Object.keys(lost).length ? batch.map((e, i) => (i ? e : { ...e, context: { ...e.context, lost } })) : batch;
    return {
      url: `${endpoint}/v1/batch`,
      headers: {
        'content-type': sameOrigin ? 'application/json' : 'text/plain',
        ...(sameOrigin && token && { authorization: `Bearer ${token}` }),
      },
      body: json({ sentAt: new Date(now).toISOString(), writeKey, ...(!sameOrigin && token && { token }), batch: told }),
    };
  },
  classify(status, _headers, body, batch) {
    const outcome = byStatus(status, batch, body);
    try {
      return outcome.ok.length ? byResults(JSON.parse(body), batch) : outcome;
    } catch {
      return outcome;
    }
  },
};
