/** POST /v1/{batch,identify,track,page,group}: checks each event, makes the batch durable, and answers for each. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../host/clock';
import { partition } from '../host/ids';
import { isDeep, oversized } from '../host/prepare';
import { network, type Buckets } from '../security/bucket';
import { bearer, type VerifyIdentity } from '../security/jwt';
import { originAllowed, type WriteKey, type WriteKeys } from '../security/keys';
import { PARTITIONS, type Sink } from '../sinks/port';
import { corsHeaders, originOf } from './cors';
import { clientAddress, HttpError, readBody, send } from './reply';
import { answerId, isPlain, limits, refuse, type WireEvent } from './wire';

interface IntakeDeps {
  sink: Sink;
  keys: WriteKeys;
  clock: Clock;
  buckets: Buckets;
  verify: VerifyIdentity | undefined;
  /** Tenant of a server's API token that may write; undefined for anything else. */
  serverToken(token: string): Promise<number | undefined>;
  /** True when acknowledged batches pile up beyond what is sane. */
  overloaded(): boolean;
  trustProxy: boolean;
  /** Requests per second and address; bursts of five times as many. */
  addressRate: number;
  metrics: { batch(result: 'ok' | 'refused', events: number, dropped: number): void };
}

const LATELY_MS = 250;
const singles = new Set(['identify', 'track', 'page', 'group']);
export const isIntake = (path: string): boolean => path === '/v1/batch' || (path.startsWith('/v1/') && singles.has(path.slice(4)));

export class Intake {
  /** Requests being read or waiting for the disk: the worker gives way to them. */
  inFlight = 0;
  #last = -Infinity;
  constructor(private readonly deps: IntakeDeps) {}

  /** Whether a request came within the last quarter of a second. */
  get lately(): boolean {
    return performance.now() - this.#last < LATELY_MS;
  }

  async handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    this.inFlight++;
    this.#last = performance.now();
    try {
      await this.#take(req, res, path);
    } catch (error) {
      this.deps.metrics.batch('refused', 0, 0);
      throw error;
    } finally {
      this.inFlight--;
    }
  }

  async #take(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const { deps } = this;
    const address = clientAddress(req, deps.trustProxy);
    throttle(deps.buckets.take('address', network(address), deps.addressRate, deps.addressRate * 5));
    if (deps.overloaded())
      throw new HttpError(503, 'busy', 'The collector is behind. Keep the events and send them again later.', { 'retry-after': '5' });
    const bytes = await readBody(req, limits.bodyBytes, limits.inflatedBytes);
    const raw = bytes.toString('utf8');
    let parsed: unknown;
    try {
      parsed = JSON.parse(raw);
    } catch {
      throw new HttpError(400, 'json', 'The body is not valid JSON. Send { "batch": [ … ] } with one object per event.');
    }
    if (typeof parsed !== 'object' || parsed === null) throw new HttpError(400, 'shape', 'The body must be an object.');
    const envelope = parsed as { batch?: unknown; writeKey?: unknown; sentAt?: unknown; token?: unknown };
    const single = path !== '/v1/batch';
    const events: unknown[] = single
      ? [Object.assign(parsed, { type: path.slice(4) })]
      : Array.isArray(envelope.batch)
        ? envelope.batch
        : [];
    if (!single && !Array.isArray(envelope.batch)) throw new HttpError(400, 'shape', 'The body has no "batch" list.');
    if (events.length > limits.events)
      throw new HttpError(413, 'too_many', `A batch may have ${limits.events} events, this one has ${events.length}. Send it in parts.`);
    // Looked at and never kept.
    const { token: carried } = envelope;
    delete envelope.token;
    const { key, verified, user } = await this.#who(req, envelope.writeKey, carried);
    throttle(deps.buckets.take('key', key.key, key.rate, key.rate * 5));

    const now = deps.clock.now();
    let results = '';
    let errors = '';
    let dropped = 0;
    const plain = isPlain(raw);
    for (let index = 0; index < events.length; index++) {
      const event = events[index];
      const reason = refuse(event, plain) ?? oversized(event, raw.length);
      const named = answerId(event, index);
      const id = plain ? `"${named}"` : JSON.stringify(named);
      results += `${index ? ',' : ''}${id}:"${reason ? 'drop' : 'ok'}"`;
      if (!reason) continue;
      errors += `${errors ? ',' : ''}${id}:${JSON.stringify(reason)}`;
      dropped++;
    }
    if (events.length) {
      // A token proves one person: events that an earlier user of the browser left behind are taken, but not as proven.
      const proven =
        verified && (user === undefined || events.every((e) => [undefined, null, user].includes((e as WireEvent | null)?.userId)));
      if ((single || carried !== undefined) && isDeep(parsed)) throw new HttpError(400, 'shape', 'The body is nested too deeply.');
      const body = single
        ? Buffer.from(`{"sentAt":${JSON.stringify(envelope.sentAt ?? null)},"batch":[${JSON.stringify(parsed)}]}`)
        : carried === undefined
          ? bytes
          : Buffer.from(JSON.stringify(parsed));
      const { largest = Infinity } = deps.sink;
      if (body.length > largest)
        throw new HttpError(
          413,
          'too_large',
          `A batch may have ${largest} bytes here once it is unpacked, this one has ${body.length}. Send it in parts, or raise max_payload of the NATS servers.`,
        );
      const first = events[0] as WireEvent | undefined;
      const part = partition(first?.userId ?? first?.anonymousId ?? '', PARTITIONS);
      const batch = { tenant: key.tenant, key: key.key, receivedAt: now, verified: proven, events: events.length, body, part };
      await deps.sink.append(batch).catch((error: unknown) => {
        const what = 'The events cannot be kept right now: the disk, the database or the stream does not take them.';
        throw new HttpError(503, 'store', `${what} Keep them and send them again later.`, { 'retry-after': '5' }, error);
      });
    }
    deps.metrics.batch('ok', events.length - dropped, dropped);
    send(
      res,
      200,
      'application/json; charset=utf-8',
      `{"results":{${results}},"now":"${new Date(now).toISOString()}"${errors && `,"errors":{${errors}}`}}`,
      corsHeaders(req),
    );
  }

  /** The write key decides the tenant; a token decides whether the user is proven. Pages of another origin have it in the body, which spares them a preflight. */
  async #who(req: IncomingMessage, given: unknown, carried: unknown): Promise<{ key: WriteKey; verified: boolean; user?: string }> {
    const { deps } = this;
    const basic = /^Basic\s+([\w+/=]+)$/i.exec(req.headers.authorization ?? '')?.[1];
    const token = bearer(req.headers.authorization) ?? (typeof carried === 'string' && carried.includes('.') ? carried : undefined);
    const name = typeof given === 'string' ? given : basic ? Buffer.from(basic, 'base64').toString('utf8').split(':')[0] : undefined;
    if (token && !token.includes('.')) {
      const tenant = await deps.serverToken(token);
      if (tenant === undefined) throw new HttpError(401, 'token', 'This API token is not known or may not write.');
      return { key: { key: `token:${tenant}`, tenant, origins: [], rate: 1000 }, verified: true };
    }
    const key = name ? await deps.keys.find(name) : undefined;
    if (!key)
      throw new HttpError(
        401,
        'write_key',
        name
          ? 'This write key is not known. Probably it is misspelt or was revoked. The dashboard shows it under Settings.'
          : 'The write key is missing. Send it as "writeKey" in the body.',
      );
    if (!originAllowed(originOf(req), key.origins))
      throw new HttpError(403, 'origin', 'This write key may not be used from this origin. Add the origin to the key’s list.');
    if (!token) return { key, verified: false };
    if (!deps.verify) return { key, verified: false };
    const identity = await deps.verify(token, key.key);
    if ('refused' in identity)
      throw new HttpError(401, 'token', `The identity token is refused (${identity.refused}). Ask the app for a new one.`);
    return { key, verified: true, user: identity.user };
  }
}

function throttle(waitMs: number): void {
  if (waitMs > 0) throw new HttpError(429, 'rate', 'Too many requests.', { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) });
}
