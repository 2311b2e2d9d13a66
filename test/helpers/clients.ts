/** Many clients of one endpoint, in a world with one clock. */
import type { Config } from '@shirube/engine';
import { createBooks } from '../../packages/browser/src/host/books';
import { declaredOnly } from '../../packages/browser/src/host/declared';
import { createDrain } from '../../packages/browser/src/host/drain';
import { createOutbox } from '../../packages/browser/src/host/outbox';
import type { WireEvent } from '../../packages/browser/src/host/ports';
import type { Store } from '../../packages/browser/src/host/store';
import { http } from '../../packages/browser/src/reporters/http';
import { localStore } from '../../packages/browser/src/storages/local';

export const event = (id: string, at: number): WireEvent => ({
  messageId: id,
  type: 'track',
  event: id,
  timestamp: new Date(at).toISOString(),
  context: {},
});

interface Timer {
  at: number;
  work: (() => void) | undefined;
}
/** The earliest timer first: a thousand clients have thousands of them. */
function heap() {
  const list: Timer[] = [];
  const at = (i: number) => list[i]?.at ?? Infinity;
  const swap = (i: number, j: number) => {
    const [a, b] = [list[i], list[j]];
    if (a && b) [list[i], list[j]] = [b, a];
  };
  return {
    first: () => list[0],
    push(timer: Timer) {
      list.push(timer);
      for (let i = list.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (at(parent) <= at(i)) return;
        swap(i, parent);
        i = parent;
      }
    },
    pop() {
      const last = list.pop();
      if (!last || !list.length) return;
      list[0] = last;
      for (let i = 0; ;) {
        const least = [2 * i + 1, 2 * i + 2].reduce((best, child) => (at(child) < at(best) ? child : best), i);
        if (least === i) return;
        swap(i, least);
        i = least;
      }
    },
  };
}

/** A world with one clock and many clients; the server answers what `serve` says. */
export function world(serve: (now: number) => Response | 'unreachable', hear: (body: string) => void = () => {}) {
  let now = Date.parse('2026-04-01T00:00:00Z');
  const timers = heap();
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const arrivals: number[] = [];
  const sent: { bytes: number; outlives: boolean }[] = [];
  const later = (work: () => void, ms: number) => {
    const timer: Timer = { at: now + ms, work };
    timers.push(timer);
    return () => void (timer.work = undefined);
  };
  return {
    later,
    random,
    arrivals,
    sent,
    now: () => now,
    client(
      durable: Store = localStore(() => undefined, ''),
      first: () => Promise<never> | undefined | void = () => undefined,
      stays = () => false,
      address = () => {},
      open = () => true,
    ) {
      const quick = localStore(() => undefined, '');
      const port = {
        quick,
        durable,
        stores: () => (open() ? [durable] : []),
        seal: (e: WireEvent) => declaredOnly(e, { shirube: 1, traits: { plan: { type: 'string' } } } as unknown as Config),
        degraded() {},
        warn() {},
        ready() {},
        wall: () => now,
        random,
        later,
        stays,
        among: () => 1,
        lost() {},
        refresh: async () => false,
        reachable() {},
        context: () => (address(), { endpoint: 'https://in.example', now, sameOrigin: true, lost: {} }),
        fetch: async (_url: string, { body, keepalive }: RequestInit) => {
          arrivals.push(now);
          hear(String(body));
          sent.push({ bytes: String(body).length, outlives: !!keepalive });
          await first();
          const answer = serve(now);
          if (answer === 'unreachable') throw new TypeError('Failed to fetch');
          return answer;
        },
      };
      const kept = createOutbox(port);
      const outbox = { ...kept, ...createBooks({ ...port, outbox: kept }, () => {}) };
      return { outbox, drain: createDrain(http, { ...port, adopt: outbox.adopt }), quick };
    },
    async pass(ms: number): Promise<void> {
      for (const end = now + ms; ;) {
        const next = timers.first();
        if (!next || next.at > end) {
          now = end;
          return;
        }
        timers.pop();
        if (!next.work) continue;
        now = Math.max(now, next.at);
        next.work();
        for (let turn = 0; turn < 40; turn++) await Promise.resolve();
      }
    },
  };
}
export const ok = () => new Response('{}', { status: 200 });
