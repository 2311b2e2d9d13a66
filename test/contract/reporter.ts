/**
 * What every reporter must do, whatever it speaks: tested on the real drain, against a service that behaves like the real one.
 * A test file for a reporter is five lines: describeReporter({ name, reporter, service }).
 */
import { describe, expect, it } from 'vitest';
import { createDrain } from '../../packages/browser/src/host/drain';
import { createBooks } from '../../packages/browser/src/host/books';
import { createOutbox } from '../../packages/browser/src/host/outbox';
import { orderOf } from '../../packages/browser/src/host/ids';
import type { EncodedRequest, Reporter, WireEvent } from '../../packages/browser/src/host/ports';
import { localStore } from '../../packages/browser/src/storages/local';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}
/** A service as its documentation describes it. */
export interface Service {
  /** Takes a request, as the real one would. */
  handle(request: EncodedRequest): Answer;
  /** Ids that it has stored, in order, without what it recognised as a repetition. */
  ids(): string[];
  /** For bridges: makes the thing on the other side appear or disappear. */
  present?(is: boolean): void;
}
export interface Contract {
  name: string;
  make(service: Service): { reporter: Reporter; idOf?: (messageId: string) => string };
  service(): Service;
  /** An event that the service answers 4xx for; undefined when it takes anything. */
  bad?: Partial<WireEvent>;
  /** Makes an ordinary event one that this endpoint is for. */
  shape?: Partial<WireEvent>;
  /** The service recognises an event that it has. Default true. */
  dedupes?: boolean;
}

const START = Date.parse('2026-04-01T09:00:00Z');
export const event = (i: number, more: Partial<WireEvent> = {}): WireEvent => ({
  messageId: `0192f000-0000-7000-8000-${String(i).padStart(12, '0')}`,
  type: 'track',
  event: `Step ${i}`,
  userId: 'u_42',
  anonymousId: 'a1',
  timestamp: new Date(START + i).toISOString(),
  properties: { i, label: '請求書' },
  context: { tabId: 't', seq: i, page: { path: '/invoices' } },
  ...more,
});

/** One page with a clock of its own: timers run when time is moved. */
export function page(reporter: Reporter, fetch: (request: EncodedRequest) => Answer | 'unreachable') {
  let now = START;
  let seed = 7;
  let timers: { at: number; work: () => void }[] = [];
  const quick = localStore(() => undefined, '');
  const durable = localStore(() => undefined, '');
  const lost: string[] = [];
  const requests: { at: number; bytes: number }[] = [];
  const port = {
    quick,
    durable,
    stores: () => [durable],
    seal: (e: WireEvent) => e,
    degraded: () => {},
    warn: () => {},
    ready: () => {},
    wall: () => now,
    random: () => (seed = (seed * 48271) % 2147483647) / 2147483647,
    later: (work: () => void, ms: number) => {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    fetch: async (url: string, init: RequestInit) => {
      requests.push({ at: now, bytes: new TextEncoder().encode(String(init.body)).length });
      const answer = fetch({ url, body: String(init.body), headers: init.headers as Record<string, string> });
      if (answer === 'unreachable') throw new TypeError('Failed to fetch');
      return new Response(answer.body ?? null, { status: answer.status, ...(answer.headers && { headers: answer.headers }) });
    },
    context: () => ({ endpoint: 'https://in.example', writeKey: 'pk', now, sameOrigin: true, lost: {} }),
    lost: (_reason: string, ids: string[]) => void lost.push(...ids),
    refresh: async () => false,
    reachable: () => {},
    stays: () => false,
    among: () => 1,
  };
  const kept = createOutbox(port);
  const outbox = { ...kept, ...createBooks({ ...port, outbox: kept }, () => {}) };
  const drain = createDrain(reporter, { ...port, adopt: outbox.adopt });
  return {
    lost,
    requests,
    outbox,
    now: () => now,
    async add(events: readonly WireEvent[]): Promise<void> {
      await outbox.route([reporter]);
      await Promise.all(events.map((e, i) => outbox.accept(e, orderOf(Date.parse(e.timestamp), i))));
    },
    run: () => drain.run(),
    /** Lets time pass, with everything that is due. */
    async pass(ms: number): Promise<void> {
      for (const end = now + ms; ;) {
        timers.sort((a, b) => a.at - b.at);
        const [next] = timers;
        if (!next || next.at > end) {
          now = end;
          return;
        }
        timers.shift();
        now = Math.max(now, next.at);
        next.work();
        for (let turn = 0; turn < 60; turn++) await Promise.resolve();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async ledger() {
      const sums = (await outbox.ledger())[reporter.name];
      if (!sums) throw new Error('no ledger');
      const gone = Object.values(sums.lost).reduce((sum, n) => sum + n, 0);
      expect(sums.accepted).toBe(sums.delivered + gone + sums.queued);
      return sums;
    },
  };
}

const HOUR = 36e5;
export function describeReporter({ name, make, service: start, bad, shape, dedupes = true }: Contract): void {
  describe(`the ${name} reporter`, () => {
    const range = (n: number, more?: Partial<WireEvent>) => Array.from({ length: n }, (_, i) => event(i + 1, { ...shape, ...more }));
    const set = (answer?: (request: EncodedRequest) => Answer | 'unreachable' | undefined) => {
      const service = start();
      const { reporter, idOf = (id: string) => id } = make(service);
      const one = page(reporter, (request) => answer?.(request) ?? service.handle(request));
      return { service, reporter, ...one, wanted: (events: readonly WireEvent[]) => events.map((e) => idOf(e.messageId)) };
    };
    const outage = (answer: Answer | 'unreachable') => {
      let down = true;
      const made = set(() => (down ? answer : undefined));
      const { service } = made;
      service.present?.(false);
      return {
        ...made,
        recover: () => {
          down = false;
          service.present?.(true);
        },
      };
    };

    it('delivers each event once, in order, with its id', async () => {
      const { service, add, run, wanted, ledger } = set();
      const events = range(120);
      await add(events);
      await run();
      expect(service.ids()).toEqual(wanted(events));
      expect(await ledger()).toMatchObject({ accepted: 120, delivered: 120, queued: 0 });
    });
    it('leaves the events that it is given as they were, and says the same for the same batch', () => {
      const { reporter } = set();
      if (!reporter.encode) return;
      const batch = Object.freeze(range(5).map((e) => Object.freeze(e)));
      const context = { endpoint: 'https://in.example', writeKey: 'pk', now: START, sameOrigin: true, lost: {} };
      expect(reporter.encode(batch, context)).toEqual(reporter.encode(batch, context));
    });
    it('never sends more than 16 KiB at once, whatever the language', async () => {
      const { requests, service, add, run, wanted } = set();
      const events = range(60, {
        properties: { ...shape?.properties, text: '設定が完了していません。'.repeat(20), more: 'x'.repeat(300) },
      });
      await add(events);
      await run();
      expect(service.ids()).toEqual(wanted(events));
      for (const { bytes } of requests) expect(bytes).toBeLessThanOrEqual(16_384);
    });
    it.each([
      ['answers 503', { status: 503 }],
      ['cannot be reached', 'unreachable'],
      ['is behind a proxy that answers with a page', { status: 502, body: '<html>Bad Gateway' }],
    ] as const)('keeps everything while the service %s, and delivers when it is back', async (_how, answer) => {
      const { service, reporter, add, run, pass, recover, wanted, ledger } = outage(answer);
      // What only hands over inside the page is never away.
      if (!reporter.encode && !service.present) return;
      const events = range(30);
      await add(events);
      await run();
      await pass(10 * 60_000);
      expect(await ledger()).toMatchObject({ delivered: 0, queued: 30, lost: {} });
      recover();
      await pass(2 * 60_000);
      expect(service.ids()).toEqual(wanted(events));
      expect((await ledger()).queued).toBe(0);
    });
    it.each([403, 404, 405, 410, 421, 451])(
      'holds everything while what stands before the service answers %i for an hour, asks seldom, and delivers in order when the address is right again',
      async (status) => {
        const { service, reporter, add, run, pass, recover, wanted, ledger, lost, requests } = outage({
          status,
          body: '<html>nothing here',
        });
        if (!reporter.encode) return;
        const events = range(30);
        await add(events);
        await run();
        await pass(HOUR);
        expect(await ledger()).toMatchObject({ delivered: 0, queued: 30, lost: {} });
        // A minute at most between attempts, half of that on average here, and two requests for each.
        expect(requests.length).toBeLessThan(260);
        recover();
        await pass(2 * 60_000);
        expect(service.ids()).toEqual(wanted(events));
        expect(lost).toEqual([]);
        expect((await ledger()).queued).toBe(0);
      },
    );
    it.each([[[0]], [[13]], [[19]], [[0, 1]], [[5, 6, 7, 18]]])(
      'loses what a firewall refuses for its content and nothing else, wherever it stands: %j',
      async (at) => {
        const service = start();
        const { reporter, idOf = (id: string) => id } = make(service);
        if (!reporter.classify) return;
        // What counts as a refused token for this reporter holds everything; firewalls also answer 406.
        const status = reporter.classify(403, { get: () => null }, '', []).unauthorized ? 406 : 403;
        const [events, later] = [range(20), range(120).slice(20)];
        const bad = events.filter((_, i) => at.includes(i)).map((e) => e.messageId);
        const good = [...events, ...later].map((e) => e.messageId).filter((id) => !bad.includes(id));
        const one = page(reporter, (request) => (bad.some((id) => request.body.includes(idOf(id))) ? { status } : service.handle(request)));
        await one.add(events);
        await one.run();
        await one.pass(HOUR);
        // Whatever is not known to be to blame yet waits; it holds up nobody.
        expect((await one.ledger()).queued).toBeLessThanOrEqual(at.length);
        await one.add(later);
        await one.run();
        await one.pass(HOUR);
        expect(service.ids().sort()).toEqual(good.map(idOf).sort());
        expect(one.lost.sort()).toEqual(bad);
        expect(await one.ledger()).toMatchObject({ delivered: good.length, lost: { rejected: bad.length }, queued: 0 });
      },
    );
    it.each([[2], [3]])('loses nothing while a proxy knows the way with every %i. request only', async (every) => {
      const { service, reporter, add, run, pass, wanted, lost, ledger } = set((request) =>
        ++n % every ? { status: 404, body: request.url } : undefined,
      );
      let n = 0;
      if (!reporter.encode) return;
      const events = range(40);
      await add(events);
      await run();
      await pass(HOUR);
      expect(lost).toEqual([]);
      expect(service.ids().sort()).toEqual(wanted(events).sort());
      expect((await ledger()).queued).toBe(0);
    });
    it('keeps a lone event that is refused without a word about it as long as there are no others to compare it with', async () => {
      const service = start();
      const { reporter } = make(service);
      if (!reporter.classify) return;
      const one = page(reporter, () => ({ status: 404 }));
      await one.add(range(1));
      await one.run();
      await one.pass(24 * HOUR);
      expect(await one.ledger()).toMatchObject({ queued: 1, lost: {} });
    });
    it('asks once per Retry-After, in seconds or as a date', async () => {
      for (const wait of [() => '120', (now: number) => new Date(now + 120_000).toUTCString()]) {
        let clock = () => START;
        let down = true;
        const made = set(() => (down ? { status: 429, headers: { 'retry-after': wait(clock()) } } : undefined));
        if (!made.reporter.encode) return;
        clock = made.now;
        await made.add(range(3));
        await made.run();
        await made.pass(118_000);
        expect(made.requests).toHaveLength(1);
        down = false;
        // Later by up to as long again, so that a thousand browsers do not come back together.
        await made.pass(130_000);
        expect(made.service.ids()).toHaveLength(3);
      }
    });
    it('loses a bad event and none of the others, and says so', async () => {
      if (!bad) return;
      const { service, add, run, lost, wanted, ledger } = set();
      const events = range(20).map((e, i) => (i === 13 ? { ...e, ...bad } : e));
      await add(events);
      await run();
      expect(service.ids()).toEqual(wanted(events.filter((_, i) => i !== 13)));
      expect(lost).toEqual([events[13]?.messageId]);
      expect(await ledger()).toMatchObject({ delivered: 19, lost: { rejected: 1 }, queued: 0 });
    });
    it('delivers again what was stored but not acknowledged, and it is stored once', async () => {
      if (!dedupes) return;
      let deaf = true;
      const service = start();
      const { reporter, idOf = (id: string) => id } = make(service);
      if (!reporter.encode) return;
      const one = page(reporter, (request) => {
        const answer = service.handle(request);
        return deaf ? 'unreachable' : answer;
      });
      const events = range(10);
      await one.add(events);
      await one.run();
      deaf = false;
      await one.pass(HOUR);
      expect(service.ids()).toEqual(events.map((e) => idOf(e.messageId)));
    });
  });
}
