/** A collector on a port of its own, with virtual time, and somebody who sends to it as the script would. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { createCollector, TravelClock, type Collector, type CollectorOptions } from '../../packages/collector/src/index';

// Disks and processors are shared with other suites.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

export const KEY = 'pk_test';
/** A Wednesday morning in Tokyo. */
export const START = Date.parse('2026-04-01T09:00:00+09:00');
export const DAY = 86_400_000;
export const MIN = 60_000;

export interface Rig {
  collector: Collector;
  clock: TravelClock;
  url: string;
  dataDir: string;
  /** Lets time pass and everything that becomes due happen, day by day. */
  pass(ms: number): Promise<void>;
  send(
    events: readonly (object | null)[],
    more?: Record<string, unknown>,
  ): Promise<{ status: number; body: { results: Record<string, string>; errors?: Record<string, string>; now: string } }>;
  as(user: string, account: string): Person;
  query<T>(sql: string, params?: (string | number)[]): Promise<T[]>;
  /** Stops and starts on the same folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}
export interface Person {
  track(event: string, properties?: object, at?: number): Promise<void>;
  identify(traits: object, login?: boolean): Promise<void>;
  group(traits: object): Promise<void>;
  page(path: string): Promise<void>;
}

let sequence = 0;
export const messageId = (): string => `m-${(++sequence).toString(36).padStart(8, '0')}`;

export async function rig(options: CollectorOptions = {}): Promise<Rig> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'shirube-collector-'));
  const clock = new TravelClock(START);
  const all: CollectorOptions = {
    dataDir,
    clock,
    manual: true,
    log: 'silent',
    writeKeys: [{ key: KEY, rate: 100_000 }],
    addressRate: 100_000,
    publicUrl: 'http://127.0.0.1:1/c',
    appUrl: 'https://app.example',
    ...options,
  };
  let collector = await createCollector(all);
  let url = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  const self: Rig = {
    get collector() {
      return collector;
    },
    get url() {
      return url;
    },
    clock,
    dataDir,
    async pass(ms) {
      const until = clock.now() + ms;
      while (clock.now() < until) {
        clock.advance(Math.min(DAY / 4, until - clock.now()));
        await collector.settle();
      }
    },
    async send(events, more = {}) {
      const answer = await fetch(`${url}/v1/batch`, {
        method: 'POST',
        body: JSON.stringify({ writeKey: KEY, sentAt: new Date(clock.now()).toISOString(), batch: events, ...more }),
        headers: { 'content-type': 'text/plain' },
      });
      return { status: answer.status, body: (await answer.json()) as Awaited<ReturnType<Rig['send']>>['body'] };
    },
    as(user, account) {
      const one = async (event: object) => {
        const { body } = await self.send([
          { messageId: messageId(), userId: user, anonymousId: `anon-${user}`, timestamp: new Date(clock.now()).toISOString(), ...event },
        ]);
        if (Object.values(body.results)[0] !== 'ok') throw new Error(JSON.stringify(body));
        await collector.settle();
      };
      const context = { accountId: account };
      return {
        track: (event, properties = {}, at = clock.now()) =>
          one({ type: 'track', event, properties, context, timestamp: new Date(at).toISOString() }),
        identify: (traits, login = false) => one({ type: 'identify', traits, context: { ...context, ...(login && { login }) } }),
        group: (traits) => one({ type: 'group', groupId: account, traits, context }),
        page: (path) => one({ type: 'page', properties: { path }, context: { ...context, page: { path } } }),
      };
    },
    query: (sql, params = []) => collector.store.query(sql, params),
    async restart() {
      await collector.close();
      collector = await createCollector(all);
      url = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
    },
    async stop() {
      await collector.close();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return self;
}
