/** Every reporter as a page has it: chosen in JSON or by init(), its file fetched, speaking to a service that behaves like the real one. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import type { Service } from '../contract/reporter';
import * as services from '../contract/services';
import { launch } from '../helpers/browsers';
import { balanced } from '../helpers/ledger';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

interface Served {
  url: string;
  preflights: number;
  close(): void;
}
/** A service on an origin of its own, with the headers that such services send to browsers. */
async function serve(service: Service): Promise<Served> {
  const read = async (request: IncomingMessage) => {
    let body = '';
    for await (const part of request) body += String(part);
    return body;
  };
  const server = createServer(
    (request, response) =>
      void (async () => {
        const cors = {
          'access-control-allow-origin': '*',
          'access-control-allow-headers': '*, authorization',
          'access-control-expose-headers': 'retry-after',
        };
        if (request.method === 'OPTIONS') {
          served.preflights++;
          return void response.writeHead(204, cors).end();
        }
        const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
        const {
          status,
          headers: more,
          body,
        } = service.handle({ url: `${served.url}${request.url ?? ''}`, headers, body: await read(request) });
        response.writeHead(status, { ...cors, ...more }).end(body);
      })().catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const served: Served = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    preflights: 0,
    close: () => void (server.close(), server.closeAllConnections()),
  };
  return served;
}

/** A page with this configuration; `init` runs in it before the script is there. */
const on = async (
  config: object,
  work: (page: Page, collector: Collector) => Promise<void>,
  { endpoint = true, head = '' } = {},
): Promise<void> => {
  const collector = await startCollector();
  collector.page = (url) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ shirube: 1, ...config }) }
      : {
          body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>${head}<script src="/shirube.js" data-config="/config" ${endpoint ? 'data-endpoint="/c"' : ''} data-write-key="pk"></script></head><body><h1>Page</h1></body></html>`,
        };
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(collector.url);
    await work(page, collector);
    expect(await balanced(context)).toBe(1);
  } finally {
    await context.close();
    await collector.close();
  }
};
const use = (page: Page) =>
  page.evaluate(async () => {
    await window.shirube.identify('u_42', { plan: 'starter' });
    await window.shirube.track('invoice_sent', { n: 1 });
    await window.shirube.track('Video Played', { video: 'v1', session: '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11', duration: 60, time: 5 });
  });

describe.concurrent('a reporter that is chosen in JSON', () => {
  it.each([
    ['segment', services.segment, { writeKey: 'wk' }, 4, 0],
    ['segment', services.rudderstack, { writeKey: 'wk', basic: true }, 4, 1],
    ['posthog', services.posthog, { writeKey: 'phc_1' }, 4, 0],
    ['otlp-logs', services.otlp, { service: 'billing' }, 4, 1],
    ['xapi', services.recordStore, {}, 1, 1],
  ] as const)(
    '%s takes what happens to its service (case %#), once',
    { timeout: 40_000 },
    async (kind, start, settings, count, asksFirst) => {
      const service = start();
      const served = await serve(service);
      try {
        await on(
          { reporters: [{ kind, endpoint: served.url, ...settings }] },
          async (page) => {
            await use(page);
            expect(await until(() => service.ids().length >= count, 20_000)).toBe(true);
            await until(async () => (await page.evaluate(() => window.shirube.ledger()))[kind]?.queued === 0);
            expect(service.ids()).toHaveLength(count);
            expect(new Set(service.ids()).size).toBe(count);
            // Segment and PostHog read JSON whatever its type is called; the others insist on headers that a browser asks about first.
            expect(served.preflights > 0).toBe(asksFirst > 0);
          },
          { endpoint: false },
        );
      } finally {
        served.close();
      }
    },
  );
  it('analytics, data-layer, function and console hand over to what the page has, each event once', { timeout: 40_000 }, async () => {
    const printed: string[] = [];
    const head = `<script>
      window.seen = { analytics: [], layer: [], call: [] };
      window.analytics = { track: (event) => seen.analytics.push(event), identify: (user) => seen.analytics.push('identify ' + user), page: () => seen.analytics.push('page'), group() {} };
      window.dataLayer = { push: (entry) => seen.layer.push(entry.event) };
      window.sendProgress = async (events) => void seen.call.push(...events.map((e) => e.event || e.type));
    </script>`;
    await on(
      { reporters: [{ kind: 'analytics' }, { kind: 'data-layer' }, { kind: 'function', call: 'sendProgress' }, { kind: 'console' }] },
      async (page, collector) => {
        page.on('console', (message) => printed.push(message.text()));
        await use(page);
        const seen = () => page.evaluate(() => Reflect.get(window, 'seen') as Record<string, string[]>);
        expect(await until(async () => Object.values(await seen()).every((list) => list.length >= 4), 20_000)).toBe(true);
        expect(await seen()).toEqual({
          analytics: ['page', 'identify u_42', 'invoice_sent', 'Video Played'],
          layer: ['shirube_page', 'shirube_identify', 'invoice_sent', 'Video Played'],
          call: ['page', 'identify', 'invoice_sent', 'Video Played'],
        });
        await until(() => printed.filter((text) => text.startsWith('[shirube] 2')).length >= 4);
        expect(printed.filter((text) => text.startsWith('[shirube] 2'))).toHaveLength(4);
        expect(collector.requests).toBe(0);
        expect(Object.keys(await page.evaluate(() => window.shirube.ledger())).sort()).toEqual([
          'analytics',
          'console',
          'data-layer',
          'function',
        ]);
      },
      { endpoint: false, head },
    );
  });
});

describe.concurrent('reporters that are given to init()', () => {
  it('replace those of the configuration; one of the app’s own is among them', { timeout: 40_000 }, async () => {
    const head = `<script>
      window.own = [];
      window.shirube = { q: [['init', { reporters: ['http', { name: 'own', limits: { events: 10, bytes: 9000 }, deliver: (batch) => { own.push(...batch.map((e) => e.event || e.type)); return { ok: batch.map((e) => e.messageId), drop: [], retry: [] }; } }] }]] };
    </script>`;
    await on(
      { reporters: [{ kind: 'console' }] },
      async (page, collector) => {
        await use(page);
        expect(
          await until(
            async () => collector.names().length >= 2 && (await page.evaluate(() => Reflect.get(window, 'own') as string[])).length >= 4,
          ),
        ).toBe(true);
        expect(Object.keys(await page.evaluate(() => window.shirube.ledger())).sort()).toEqual(['http', 'own']);
      },
      { head },
    );
  });
});

describe.concurrent('several reporters', () => {
  it.each(['503', 'hang', 'reset'] as const)(
    'one whose endpoint only gives %s holds up nobody else, and gets everything when it is back',
    { timeout: 60_000 },
    async (mode) => {
      const service = services.segment();
      const served = await serve(service);
      try {
        await on(
          {
            reporters: [
              { kind: 'segment', endpoint: served.url, writeKey: 'wk' },
              { kind: 'function', call: 'take' },
            ],
          },
          async (page, collector) => {
            await until(() => collector.order.length > 0);
            collector.mode = mode;
            await page.evaluate(() =>
              Object.assign(window, {
                taken: [],
                take: (events: { event: string }[]) =>
                  void (Reflect.get(window, 'taken') as string[]).push(...events.map(({ event }) => event)),
              }),
            );
            for (let i = 0; i < 5; i++) {
              await page.evaluate((n) => window.shirube.track(`e${n}`), i);
              await page.waitForTimeout(400);
            }
            const taken = () => page.evaluate(() => (Reflect.get(window, 'taken') as string[]).filter(Boolean));
            expect(await until(async () => (await taken()).length >= 5 && service.ids().length >= 6)).toBe(true);
            expect(await taken()).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
            expect(collector.names()).toEqual([]);
            expect((await page.evaluate(() => window.shirube.ledger())).http?.queued).toBe(5);
            collector.mode = 'ok';
            expect(await until(() => collector.names().length >= 5, 40_000)).toBe(true);
            expect(collector.names()).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
          },
        );
      } finally {
        served.close();
      }
    },
  );
});
