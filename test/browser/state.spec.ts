/** Progress that comes back: the real collector, real tokens, a device that knows nothing of the person. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '@shirube/engine';
import { startCollector, until, type Collector as Pages } from '../chaos/collector.mjs';
import { createCollector, type Collector } from '../../packages/collector/src/index';
import { launch } from '../helpers/browsers';
import { balanced } from '../helpers/ledger';

const KEY = 'pk_state';
const secret = 'a secret of at least thirty-two characters';
const config = {
  shirube: 1,
  version: 's1',
  caps: { gap: '0s' },
  milestones: [{ id: 'third', when: { kind: 'event', name: 'try', count: { atLeast: 3 } } }],
  content: [
    {
      id: 'tutorial',
      kind: 'tour',
      frequency: 'untilCompleted',
      when: { kind: 'event', name: 'start' },
      steps: [
        { id: 'one', title: 'Step one', body: '1' },
        { id: 'two', title: 'Step two', body: '2' },
      ],
    },
  ],
} as unknown as Config;
const token = (user: string, seconds = 600) =>
  new SignJWT({ account: 'acme' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setAudience(KEY)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(new TextEncoder().encode(secret));

let browser: Browser;
let collector: Collector;
let pages: Pages;
let endpoint = '';
const folder = mkdtempSync(join(tmpdir(), 'shirube-state-'));
beforeAll(async () => {
  browser = await launch('chromium');
  collector = await createCollector({
    dataDir: folder,
    log: 'silent',
    writeKeys: [{ key: KEY, rate: 100_000 }],
    addressRate: 100_000,
    identity: { secret },
    config,
  });
  endpoint = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  pages = await startCollector();
  pages.page = (url) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
      : {
          body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><script src="/shirube.js" data-config="/config" data-endpoint="${endpoint}" data-write-key="${KEY}"></script></head><body><h1>Page</h1></body></html>`,
        };
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await collector?.close();
  await pages?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A browser that nobody has used before. */
const device = async (work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(pages.url);
    await page.evaluate(() => window.shirube.ready);
    await work(page, context);
    await balanced(context);
  } finally {
    await context.close();
  }
};
const signIn = async (page: Page, user: string, proof?: string) =>
  page.evaluate(
    async ([id, jwt]) => {
      await window.shirube.identify(id ?? '', {}, jwt ? { token: jwt } : {});
      await window.shirube.group('acme');
    },
    [user, proof],
  );
const shown = (page: Page, text: string) =>
  page
    .getByText(text, { exact: true })
    .first()
    .isVisible()
    .catch(() => false);
const status = (page: Page) => page.evaluate(() => window.shirube.explain('tutorial')?.first);
const delivered = async (page: Page) => {
  expect(
    await until(async () => {
      await page.evaluate(() => window.shirube.flush());
      return (await page.evaluate(() => window.shirube.ledger())).http?.queued === 0;
    }),
  ).toBe(true);
  await collector.settle();
};
/** Ends the tutorial where it stands. */
const through = async (page: Page) => {
  await page.evaluate(() => window.shirube.track('start'));
  expect(await until(() => shown(page, 'Step one'))).toBe(true);
  await page.getByRole('button', { name: 'Next' }).click();
  expect(await until(() => shown(page, 'Step two'))).toBe(true);
  await page.getByRole('button', { name: /Done|Finish/ }).click();
  expect(await until(async () => !(await shown(page, 'Step two')))).toBe(true);
};
const clear = (page: Page) =>
  page.evaluate(async () => {
    localStorage.clear();
    sessionStorage.clear();
    await Promise.all(
      (await indexedDB.databases()).map(
        ({ name }) =>
          new Promise<void>((resolve) => {
            const request = indexedDB.deleteDatabase(name ?? '');
            request.onsuccess = request.onerror = request.onblocked = () => resolve();
          }),
      ),
    );
  });

describe('a person who did the tutorial', () => {
  it(
    'does not see it again on a new device, nor after the browser was cleared; what they had counted goes on from there',
    { timeout: 90_000 },
    async ({ task }) => {
      // Another person when it is tried again: what the collector knows of the first stays.
      const anna = `anna${task.result?.retryCount ?? 0}`;
      await device(async (page) => {
        await signIn(page, anna, await token(anna));
        await through(page);
        await page.evaluate(async () => {
          for (let i = 0; i < 2; i++) await window.shirube.track('try');
        });
        await delivered(page);
        // As Safari does after seven days without a visit.
        await page.goto(`${pages.url}/blank`);
        await clear(page);
        await page.goto(pages.url);
        await page.evaluate(() => window.shirube.ready);
        await signIn(page, anna, await token(anna));
        await page.evaluate(() => window.shirube.track('start'));
        await page.waitForTimeout(1500);
        expect([await status(page), await shown(page, 'Step one')]).toEqual(['frequency', false]);
      });
      await device(async (page) => {
        // In the very turn of the sign-in, before the collector can have answered.
        await page.evaluate(
          async ([user, jwt]) => {
            void window.shirube.identify(user ?? '', {}, { token: jwt ?? '' });
            void window.shirube.group('acme');
            await window.shirube.track('start');
          },
          [anna, await token(anna)],
        );
        await page.waitForTimeout(1500);
        expect([await status(page), await shown(page, 'Step one')]).toEqual(['frequency', false]);
        await page.evaluate(() => window.shirube.track('try'));
        await delivered(page);
        expect(await collector.store.query(`SELECT n FROM milestones WHERE user_id = '${anna}' AND milestone = 'third'`)).toEqual([
          { n: 1 },
        ]);
      });
    },
  );
  it(
    'is a stranger on a device where nobody proves who they are: nothing can be read, and events say so',
    { timeout: 60_000 },
    async () => {
      await device(async (page) => {
        await signIn(page, 'ben', await token('ben'));
        await through(page);
        await delivered(page);
      });
      for (const proof of [undefined, await token('ben', -120), await token('somebody else')])
        await device(async (page) => {
          await signIn(page, 'ben', proof);
          await page.evaluate(() => window.shirube.track('start'));
          expect(await until(() => shown(page, 'Step one'))).toBe(true);
        });
    },
  );
});

describe('progress whose events were given up on the way', () => {
  it('is told again from what the browser remembers, until the collector has it, and not once more', { timeout: 90_000 }, async () => {
    await device(async (page, context) => {
      await signIn(page, 'dora', await token('dora'));
      await page.evaluate(() => window.shirube.track('try'));
      await delivered(page);
      await context.route(`${endpoint}/v1/batch`, (route) => route.abort());
      await through(page);
      await page.evaluate(async () => {
        for (let i = 0; i < 2; i++) await window.shirube.track('try');
      });
      // What happened a moment ago may still be on its way; this is not.
      await page.waitForTimeout(3500);
      // Nobody took them for a month: what waited is gone, what is remembered is not.
      await page.goto(`${pages.url}/blank`);
      await page.evaluate(async (name) => {
        const db = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
        });
        const change = db.transaction('kv', 'readwrite');
        for (const prefix of ['q|', 'l|']) change.objectStore('kv').delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`));
        await new Promise((resolve) => {
          change.oncomplete = resolve;
        });
        db.close();
      }, `shirube:${KEY}`);
      await context.unroute(`${endpoint}/v1/batch`);
      const known = async () =>
        JSON.stringify(
          await collector.store.query(
            `SELECT event, COUNT(*) AS n FROM events WHERE user_id = 'dora' AND (event = 'Milestone Reached' OR event LIKE 'Content %') GROUP BY event ORDER BY event`,
          ),
        );
      for (let visit = 0; visit < 3; visit++) {
        await page.goto(pages.url);
        await page.evaluate(() => window.shirube.ready);
        await signIn(page, 'dora', await token('dora'));
        await page.waitForTimeout(1200);
        await delivered(page);
        expect(await known()).toBe(
          JSON.stringify(['Content Completed', 'Content Shown', 'Milestone Reached'].map((event) => ({ event, n: 1 }))),
        );
      }
      expect(await collector.store.query(`SELECT milestone, n FROM milestones WHERE user_id = 'dora'`)).toEqual([
        { milestone: 'third', n: 1 },
      ]);
    });
  });
});

describe('a token that has run out while the page was open', () => {
  it('holds what happens, is asked for again, and everything arrives, proven', { timeout: 60_000 }, async () => {
    await device(async (page) => {
      await page.exposeFunction('freshToken', () => token('cara'));
      await page.evaluate(() => window.shirube.init({ token: () => (Reflect.get(window, 'freshToken') as () => Promise<string>)() }));
      await signIn(page, 'cara', await token('cara', -120));
      await page.evaluate(() => window.shirube.track('held'));
      await delivered(page);
      expect(await collector.store.query(`SELECT verified FROM events WHERE user_id = 'cara' AND event = 'held'`)).toEqual([
        { verified: 1 },
      ]);
      expect((await page.evaluate(() => window.shirube.ledger())).http?.lost).toEqual({});
    });
  });
});

describe('a person who signs out, or asks to be forgotten', () => {
  it(
    'has proven what they still did, and that it was they who asked; the proof is gone when that has been sent',
    { timeout: 60_000 },
    async () => {
      await device(async (page) => {
        for (const [user, go] of [
          ['eri', 'reset'],
          ['fumi', 'forget'],
        ] as const) {
          await signIn(page, user, await token(user));
          await page.evaluate(async (way) => {
            void window.shirube.track(`last before ${way}`);
            await window.shirube[way]();
          }, go);
          await page.evaluate(() => window.shirube.track('after'));
          await delivered(page);
        }
        const told = (event: string) =>
          collector.store.query(`SELECT user_id, verified FROM events WHERE event = '${event}' ORDER BY user_id`);
        expect(await told('last before reset')).toEqual([{ user_id: 'eri', verified: 1 }]);
        expect(await told('Person Forgotten')).toEqual([{ user_id: 'fumi', verified: 1 }]);
        expect((await told('after')).map((row) => Reflect.get(row, 'verified'))).toEqual([0, 0]);
        expect(await collector.store.query(`SELECT user_id FROM tasks WHERE reason LIKE '%valid token%'`)).toEqual([{ user_id: 'fumi' }]);
      });
    },
  );
});
