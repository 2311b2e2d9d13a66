/** One webhook delivery, signed as https://www.standardwebhooks.com says; Slack-compatible hooks go unsigned. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { destination, type SsrfOptions } from '../security/ssrf';

const TIMEOUT_MS = 10_000;

/** Signature header of Standard Webhooks; `secret` is "whsec_" and base64. `at` in seconds. */
export function sign(secret: string, id: string, at: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`;
}
/** For receivers and tests: true when one of the signatures fits and the time is near. */
export function verifySignature(
  secret: string,
  headers: { id: string; timestamp: string; signature: string },
  body: string,
  now: number,
): boolean {
  if (Math.abs(now / 1000 - Number(headers.timestamp)) > 300) return false;
  const wanted = Buffer.from(sign(secret, headers.id, Number(headers.timestamp), body));
  return headers.signature
    .split(' ')
    .some((given) => Buffer.byteLength(given) === wanted.length && timingSafeEqual(Buffer.from(given), wanted));
}

export interface Delivery {
  id: string;
  url: string;
  body: string;
  format: string;
}
type DeliveryResult = { ok: true; status: number } | { ok: false; status: number | null; reason: string; final: boolean };

export async function deliver(hook: Delivery, secret: string, now: number, guard: SsrfOptions): Promise<DeliveryResult> {
  const to = await destination(hook.url, guard);
  if ('refused' in to) return { ok: false, status: null, reason: to.refused, final: to.refused !== 'the name has no address' };
  const at = Math.floor(now / 1000);
  const headers: Record<string, string | number> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(hook.body),
    'user-agent': 'Shirube-Collector',
    ...(hook.format === 'standard' && {
      'webhook-id': hook.id,
      'webhook-timestamp': at,
      'webhook-signature': sign(secret, hook.id, at, hook.body),
    }),
  };
  return new Promise((resolve) => {
    const options: RequestOptions = {
      method: 'POST',
      headers,
      timeout: TIMEOUT_MS,
      agent: false,
      lookup: (_host, wanted, done) =>
        typeof wanted === 'object' && wanted.all
          ? done(null, [{ address: to.address, family: to.family }])
          : done(null, to.address, to.family),
    };
    const req = (to.url.protocol === 'https:' ? httpsRequest : httpRequest)(to.url, options, (res) => {
      res.resume();
      const status = res.statusCode ?? 0;
      // 410: the receiver wants nothing any more.
      resolve(
        status >= 200 && status < 300 ? { ok: true, status } : { ok: false, status, reason: `answered ${status}`, final: status === 410 },
      );
      setTimeout(() => req.destroy(), 1000).unref();
    });
    req.on('timeout', () => req.destroy(new Error('no answer in time')));
    req.on('error', (error) => resolve({ ok: false, status: null, reason: error.message.slice(0, 200), final: false }));
    req.end(hook.body);
  });
}
