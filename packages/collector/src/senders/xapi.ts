/** Statements to a learning record store (xAPI 1.0.3 or 2.0.0). Its keys stay here, on the server. */
import type { Statement, StatementOptions } from '@shirube/engine';

/** A record store as it is configured, and how people and videos are named in it. */
export interface LrsSettings extends Partial<Omit<StatementOptions, 'names'>> {
  /** Address up to and without "/statements". */
  endpoint: string;
  /** The Authorization header, for instance "Basic …". */
  authorization: string;
  /** Version of xAPI; default 1.0.3. */
  version?: '1.0.3' | '2.0.0';
}
interface LrsOptions extends Pick<LrsSettings, 'endpoint' | 'authorization' | 'version'> {
  fetch?: typeof fetch;
  /** Ends requests that are under way. */
  signal?: AbortSignal;
  /** Milliseconds; default 15,000. */
  timeout?: number;
}
export interface LrsResult {
  /** Ids that are in the store now, also those that had been there before. */
  stored: string[];
  /** Refused for good, with what the store said. */
  refused: { id: string; reason: string }[];
  /** To be sent again, unchanged: ids and timestamps make that safe. */
  later: string[];
  /** Why they are to be sent again. */
  trouble?: string;
  retryAfterMs?: number;
}

/** Agent profile, state and other documents: the whole document or what to change it to. */
export type Change = (document: unknown) => unknown;

export interface LrsSender {
  /** A store takes a batch whole or not at all; one bad statement is found by halving, and costs no other. */
  send(statements: readonly Statement[]): Promise<LrsResult>;
  /** Reads, changes and writes a state document; when somebody else was faster, reads again. Throws after five times. */
  change(stateId: string, activityId: string, agent: Statement['actor'], change: Change): Promise<void>;
}

/** Settings from an address with the key and the secret in it. Throws with a sentence that does not repeat them. */
export function lrsSettings(given: string | LrsSettings): LrsSettings {
  if (typeof given !== 'string') return given;
  const wanted = 'Write it as https://key:secret@lrs.example/xapi, without "/statements".';
  if (!URL.canParse(given)) throw new Error(`The address of the learning record store cannot be read. ${wanted}`);
  const { protocol, host, pathname, username, password } = new URL(given);
  if (!/^https?:$/.test(protocol))
    throw new Error(`The address of the learning record store begins with "${protocol}", not with "https:". ${wanted}`);
  if (!username || !password) throw new Error(`The address of the learning record store has no key and secret. ${wanted}`);
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { endpoint: `${protocol}//${host}${pathname.replace(/\/(statements\/?)?$/, '')}`, authorization: `Basic ${basic}` };
}

export function lrsSender({
  endpoint,
  authorization,
  version = '1.0.3',
  fetch: ask = fetch,
  timeout = 15_000,
  signal,
}: LrsOptions): LrsSender {
  const base = endpoint.replace(/\/$/, '');
  const headers = { authorization, 'x-experience-api-version': version, 'content-type': 'application/json' };
  const call = (path: string, init: RequestInit): Promise<Response> =>
    ask(base + path, {
      ...init,
      headers: { ...headers, ...init.headers },
      signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
    });

  async function send(statements: readonly Statement[]): Promise<LrsResult> {
    const ids = statements.map((s) => s.id);
    const none: LrsResult = { stored: [], refused: [], later: [] };
    if (!statements.length) return none;
    let response: Response;
    try {
      response = await call('/statements', { method: 'POST', body: JSON.stringify(statements) });
    } catch (error) {
      const { name, cause } = error as { name?: string; cause?: { code?: string } };
      return { ...none, later: ids, trouble: cause?.code ?? name ?? 'no answer' };
    }
    const { status } = response;
    if (response.ok) return { ...none, stored: ids };
    if (status === 409 && statements.length === 1) return { ...none, stored: ids };
    if (status === 400 || status === 409 || status === 413) {
      if (statements.length === 1) {
        const reason = `${status} ${await response.text().catch(() => '')}`.trim().slice(0, 300);
        return { ...none, refused: ids.map((id) => ({ id, reason })) };
      }
      const half = Math.ceil(statements.length / 2);
      const first = await send(statements.slice(0, half));
      // A store that asks for a pause gets one.
      if (first.trouble !== undefined) return { ...first, later: [...first.later, ...ids.slice(half)] };
      const rest = await send(statements.slice(half));
      return {
        stored: [...first.stored, ...rest.stored],
        refused: [...first.refused, ...rest.refused],
        later: [...first.later, ...rest.later],
        ...(rest.trouble !== undefined && { trouble: rest.trouble }),
        ...(rest.retryAfterMs !== undefined && { retryAfterMs: rest.retryAfterMs }),
      };
    }
    const seconds = Number(response.headers.get('retry-after') ?? '');
    return {
      ...none,
      later: ids,
      trouble: `answered ${status}`,
      ...(status === 429 || seconds > 0 ? { retryAfterMs: (seconds > 0 ? seconds : 60) * 1000 } : {}),
    };
  }

  return {
    send,
    async change(stateId, activityId, agent, change) {
      const path = `/activities/state?${new URLSearchParams({ stateId, activityId, agent: JSON.stringify(agent) })}`;
      for (let attempt = 0; attempt < 5; attempt++) {
        const got = await call(path, { method: 'GET' });
        const etag = got.headers.get('etag');
        const body = JSON.stringify(change(got.ok ? await got.json() : undefined));
        // Without a precondition a store overwrites what another device wrote a moment ago.
        const put = await call(path, { method: 'PUT', body, headers: got.ok && etag ? { 'if-match': etag } : { 'if-none-match': '*' } });
        if (put.ok) return;
        if (put.status !== 412)
          throw new Error(`The record store answered ${put.status} to a state document. Check its address, its key and its rights.`);
      }
      throw new Error('The record store’s document kept changing; five attempts were not enough.');
    },
  };
}
