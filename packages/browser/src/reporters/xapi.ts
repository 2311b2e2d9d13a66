import { toStatements, type StatementOptions } from '@shirube/engine';
import type { ReporterChoice } from '../host/options';
import type { EncodedRequest, Outcome, Reporter, ReporterContext, WireEvent } from '../host/ports';
import { all, byStatus } from './http';

const XAPI_VERSION = '1.0.3';

/** Settings of `{ "kind": "xapi", "endpoint": "/learning", "homePage": "https://app.example", "activities": "https://app.example/videos/" }`. */
const optionsOf = ({ homePage, activities, names, registration, cmi5 }: ReporterChoice, origin: string): StatementOptions => ({
  homePage: typeof homePage === 'string' ? homePage : origin,
  activities: typeof activities === 'string' ? activities : `${origin}/videos/`,
  ...(names && typeof names === 'object' ? { names: names as Record<string, Record<string, string>> } : {}),
  ...(typeof registration === 'string' ? { registration } : {}),
  ...(cmi5 && typeof cmi5 === 'object' ? { cmi5: cmi5 as { template: Record<string, unknown> } } : {}),
});

/** POST {endpoint}/statements. Only the person's own short-lived token goes along; keys of a record store never belong in a browser. */
export function encode(
  batch: readonly WireEvent[],
  { endpoint, token }: ReporterContext,
  options: StatementOptions,
): EncodedRequest | undefined {
  const statements = toStatements(batch, options);
  return statements.length
    ? {
        url: `${endpoint}/statements`,
        headers: {
          'content-type': 'application/json',
          'x-experience-api-version': XAPI_VERSION,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(statements),
      }
    : undefined;
}

/**
 * A record store takes a batch whole or not at all. 409: a statement with that id is there already; alone, that is what was wanted. 403: the token
 * may not write here; a new one may.
 */
export const classify = (status: number, batch: readonly WireEvent[], body = ''): Outcome =>
  status === 409 && batch.length === 1 ? all(batch, 'ok') : byStatus(status === 403 ? 401 : status, batch, body);

/** What was watched, as xAPI statements, to an address of the vendor's own that passes them on to the record store. */
export const reporter = (choice: ReporterChoice, win: Window): Reporter => {
  const options = optionsOf(choice, win.location.origin);
  return {
    name: 'xapi',
    limits: { events: 50, bytes: 16_384 },
    // Events that are not about videos are none of a record store's business: without a request the core takes them as done.
    encode: (batch, context) => encode(batch, context, options),
    classify: (status, _headers, body, batch) => classify(status, batch, body),
  };
};
