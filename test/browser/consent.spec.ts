import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';
import { balanced } from '../helpers/ledger';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

interface Scene {
  collector: Collector;
  context: BrowserContext;
  page: Page;
  url: string;
}
const scene = async (attributes: string, work: (scene: Scene) => Promise<void>): Promise<void> => {
  const collector = await startCollector({ attributes });
  const context = await browser.newContext();
  try {
    await work({ collector, context, page: await context.newPage(), url: collector.url });
    await balanced(context);
  } finally {
    await context.close();
    await collector.close();
  }
};
/** Everything that the browser keeps for this origin, as text, read by the browser itself. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const storage of [localStorage, sessionStorage])
      for (let i = 0; i < storage.length; i++) found.push(`${storage.key(i)}=${storage.getItem(storage.key(i) ?? '')}`);
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
      });
      const kv = db.transaction('kv').objectStore('kv');
      const [keys, values] = await Promise.all(
        [kv.getAllKeys(), kv.getAll()].map(
          (request) =>
            new Promise<unknown[]>((resolve) => {
              request.onsuccess = () => resolve(request.result);
            }),
        ),
      );
      keys?.forEach((key, i) => found.push(`${String(key)}=${JSON.stringify(values?.[i])}`));
      db.close();
    }
    return [...found, document.cookie].filter(Boolean);
  });
const sent = ({ paths }: Collector) => paths.filter((path) => path.startsWith('/c/'));

describe.concurrent('a person who has not agreed yet', () => {
  it('causes no request and leaves no byte; agreeing sends what happened meanwhile', () =>
    scene('data-consent="pending"', async ({ collector, page, url }) => {
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        void window.shirube.identify('u_42');
        void window.shirube.track('early');
      });
      await page.waitForTimeout(2500);
      expect(sent(collector)).toEqual([]);
      expect(await kept(page)).toEqual([]);
      await page.evaluate(() => window.shirube.consent('granted'));
      await until(() => collector.names().includes('early'));
      expect(collector.order.find((event) => event.event === 'early')).toMatchObject({
        userId: 'u_42',
        context: { consent: { analytics: 'granted' } },
      });
    }));
  it(
    'is left alone by the browser’s own account: its network log names the files of the page only, and its storage panel is empty',
    { timeout: 40_000 },
    () =>
      scene('data-consent="pending" data-config="/config"', async ({ collector, context, page, url }) => {
        collector.page = ({ pathname }) =>
          pathname === '/config'
            ? {
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({
                  shirube: 1,
                  caps: { gap: '0s' },
                  reporters: [{ kind: 'segment', endpoint: `${url}/elsewhere`, writeKey: 'wk' }],
                  content: [{ id: 'hint', kind: 'nudge', title: 'Hint', body: 'Try this', when: { kind: 'event', name: 'early' } }],
                }),
              }
            : undefined;
        const cdp = await context.newCDPSession(page);
        const asked: string[] = [];
        cdp.on('Network.requestWillBeSent', ({ request }) => asked.push(`${request.method} ${new URL(request.url).pathname}`));
        await cdp.send('Network.enable');
        await page.goto(url);
        await page.evaluate(async () => {
          await window.shirube.ready;
          void window.shirube.identify('u_42', {}, { token: 'a.b.c' });
          void window.shirube.group('acme');
          void window.shirube.track('early');
          void window.shirube.flush();
        });
        await page.waitForTimeout(2500);
        expect(asked.filter((line) => !/^GET \/([\w.-]+\.js|config|favicon\.ico)?$/.test(line))).toEqual([]);
        const frame = { securityOrigin: url };
        for (const isLocalStorage of [true, false])
          expect((await cdp.send('DOMStorage.getDOMStorageItems', { storageId: { ...frame, isLocalStorage } })).entries).toEqual([]);
        expect((await cdp.send('IndexedDB.requestDatabaseNames', frame)).databaseNames).toEqual([]);
        expect((await cdp.send('Network.getAllCookies')).cookies).toEqual([]);
        const { usageBreakdown } = await cdp.send('Storage.getUsageAndQuota', { origin: url });
        expect(usageBreakdown.filter(({ usage }) => usage > 0)).toEqual([]);
        // The same log does see it once they have agreed.
        await page.evaluate(() => window.shirube.consent('granted'));
        expect(await until(() => asked.includes('POST /elsewhere/v1/batch') && asked.includes('POST /c/v1/batch'))).toBe(true);
      }),
  );
  it('by init() before the first call is not asked by the tag: the same holds', () =>
    scene('', async ({ collector, page, url }) => {
      collector.page = () => ({ body: collector.html('', '<script>window.shirube = { q: [["init", { consent: "pending" }]] };</script>') });
      await page.goto(url);
      await page.evaluate(() => window.shirube.track('early'));
      await page.waitForTimeout(1500);
      expect(sent(collector)).toEqual([]);
      expect(await kept(page)).toEqual([]);
    }));
  it('by consent() before anything else leaves no byte either', () =>
    scene('', async ({ collector, page, url }) => {
      for (const state of ['pending', 'denied'] as const) {
        collector.page = () => ({
          body: collector.html(
            '',
            `<script>window.shirube = { q: [["consent", "${state}"], ["identify", "u_42"], ["track", "early"]] };</script>`,
          ),
        });
        await page.goto(url);
        await page.evaluate(() => window.shirube.track('early'));
        await page.waitForTimeout(1500);
        expect(sent(collector)).toEqual([]);
        // That they have said no is what has to be remembered.
        expect((await kept(page)).map((line) => line.split('=')[0])).toEqual(state === 'denied' ? ['shirube:pk:c:consent'] : []);
      }
    }));
  it('holds a thousand events in memory at most; what does not fit is told', () =>
    scene('data-consent="pending"', async ({ collector, page, url }) => {
      await page.goto(url);
      const lost = await page.evaluate(async () => {
        await window.shirube.ready;
        const reasons: string[] = [];
        window.shirube.on('lost', ({ reason, ids }) => reasons.push(...ids.map(() => reason)));
        for (let i = 0; i < 1009; i++) await window.shirube.track(`e${i}`);
        return reasons;
      });
      // The first page view is one of them.
      expect(lost).toEqual(Array.from({ length: 10 }, () => 'overflow'));
      await page.evaluate(() => window.shirube.consent('granted'));
      await until(() => collector.names().includes('e998'), 20_000);
      expect(collector.names()).not.toContain('e999');
    }));
  it.each([
    ['with data-dnt', 'data-dnt="true"', []],
    ['not otherwise', '', ['told']],
    ['not with data-dnt="false"', 'data-dnt="false"', ['told']],
  ] as const)('is taken at the word of Do Not Track, %s', (_when, attribute, told) =>
    scene(attribute, async ({ collector, page, url }) => {
      await page.addInitScript(() => Object.defineProperty(navigator, 'doNotTrack', { value: '1' }));
      await page.goto(url);
      await page.evaluate(() => window.shirube.track('told'));
      // What is sent is sent within three seconds of an idle machine, and may be later on a busy one.
      if (told.length) await until(() => collector.names().includes('told'), 15_000);
      else await page.waitForTimeout(3500);
      expect(collector.names()).toEqual(told);
      expect(sent(collector).length > 0).toBe(told.length > 0);
    }),
  );
  it('may say no: what happened is dropped, and only the answer is remembered', () =>
    scene('data-consent="pending"', async ({ collector, page, url }) => {
      await page.goto(url);
      await page.evaluate(() => {
        void window.shirube.track('early');
        window.shirube.consent('denied');
        void window.shirube.track('late');
      });
      await page.waitForTimeout(2500);
      expect(sent(collector)).toEqual([]);
      expect((await kept(page)).every((line) => line.includes('consent'))).toBe(true);
      await page.reload();
      await page.evaluate(() => window.shirube.track('next page'));
      await page.waitForTimeout(1500);
      expect(sent(collector)).toEqual([]);
    }));
  it('may take it back in the turn in which something happens: nothing of that stays here, and nothing is sent when they agree again', () =>
    scene('', async ({ collector, page, url }) => {
      await page.goto(url);
      await page.evaluate(() => window.shirube.flush());
      await page.evaluate(async () => {
        await window.shirube.track('before');
        for (let i = 0; i < 3; i++) {
          void window.shirube.track('unwanted');
          await Promise.resolve();
        }
        window.shirube.consent('denied');
      });
      await until(async () => !(await kept(page)).join().includes('unwanted'), 3000);
      expect((await kept(page)).join('\n')).not.toContain('unwanted');
      await page.evaluate(() => window.shirube.consent('granted'));
      await page.reload();
      await page.evaluate(() => window.shirube.track('wanted'));
      await until(() => collector.names().includes('wanted'));
      expect(collector.names()).not.toContain('unwanted');
    }));
  it('is taken at the word of Global Privacy Control, until they say otherwise themselves', () =>
    scene('', async ({ collector, page, url }) => {
      await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
      await page.goto(url);
      await page.evaluate(() => window.shirube.track('no'));
      await page.waitForTimeout(1500);
      expect(sent(collector)).toEqual([]);
      await page.evaluate(() => {
        window.shirube.consent({ analytics: 'granted' });
        return window.shirube.track('yes');
      });
      await until(() => collector.names().length > 0);
      expect(collector.names()).toEqual(['yes']);
    }));
});

describe.concurrent('a person who leaves a shared computer', () => {
  it('leaves nothing behind after reset(), and the next one has another anonymous id', () =>
    scene('', async ({ collector, context, page, url }) => {
      const other = await context.newPage();
      await other.goto(`${url}/other`);
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.identify('tanaka@example.com', { plan: 'x' });
        await window.shirube.group('acme-kk');
        await window.shirube.track('private');
      });
      const former = collector.order[0]?.anonymousId;
      await page.evaluate(() => window.shirube.reset());
      await until(() => collector.names().includes('private'));
      await page.evaluate(() => window.shirube.flush());
      const left = (await kept(page)).join('\n');
      expect(left).not.toMatch(/tanaka|acme|private|"plan"/);
      expect(left).not.toContain(former ?? 'no former id');
      await other.evaluate(() => window.shirube.track('by somebody else'));
      await until(() => collector.names().includes('by somebody else'));
      const next = collector.order.find((event) => event.event === 'by somebody else');
      expect(next?.userId).toBeUndefined();
      expect(next?.anonymousId).not.toBe(former);
    }));
  it('leaves nothing in localStorage either when the app goes elsewhere in the same turn', () =>
    scene('data-config="/config"', async ({ collector, page, url }) => {
      collector.page = ({ pathname }) =>
        pathname === '/config'
          ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ shirube: 1, traits: { plan: { type: 'string' } } }) }
          : undefined;
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('tanaka@example.com', { plan: 'secret-plan' });
        await window.shirube.group('acme-kk');
        await window.shirube.flush();
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      expect((await kept(page)).join('\n')).toContain('tanaka');
      await Promise.all([
        page.waitForURL('**/blank'),
        page.evaluate(() => {
          void window.shirube.reset();
          location.href = '/blank';
        }),
      ]);
      // What is under way in IndexedDB may be cut off by a page that goes so soon.
      expect((await kept(page)).filter((line) => line.startsWith('shirube:')).join('\n')).not.toMatch(/tanaka|acme|secret-plan/);
    }));
  it('is forgotten in all tabs by forget(), and the endpoint is told', () =>
    scene('', async ({ collector, context, page, url }) => {
      const other = await context.newPage();
      await other.goto(`${url}/other`);
      await page.goto(url);
      await page.evaluate(() => window.shirube.identify('suzuki'));
      collector.mode = '503';
      await page.evaluate(async () => {
        await window.shirube.track('unsent');
        await window.shirube.forget();
      });
      collector.mode = 'ok';
      await until(() => collector.names().includes('Person Forgotten'), 25_000);
      await page.evaluate(() => window.shirube.flush());
      expect(collector.names()).not.toContain('unsent');
      expect((await kept(other)).join('\n')).not.toContain('suzuki');
    }));
  it('gets a new anonymous id when another user signs in without a reset', () =>
    scene('', async ({ collector, page, url }) => {
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.identify('one');
        await window.shirube.track('of one');
        await window.shirube.identify('two');
        await window.shirube.track('of two');
      });
      await until(() => collector.names().length >= 2);
      const [one, two] = ['of one', 'of two'].map((name) => collector.order.find((event) => event.event === name));
      expect([one?.userId, two?.userId]).toEqual(['one', 'two']);
      expect(two?.anonymousId).not.toBe(one?.anonymousId);
    }));
});

describe.concurrent('what leaves the page', () => {
  it('is held while the token is refused, and delivered with the new one', () =>
    scene('', async ({ collector, page, url }) => {
      collector.mode = '401';
      collector.token = 'second';
      await page.goto(url);
      await page.evaluate(async () => {
        window.shirube.init({ token: async () => 'second' });
        await window.shirube.identify('u', {}, { token: 'first' });
        await window.shirube.track('held');
      });
      expect(await until(() => collector.names().includes('held'), 10_000)).toBe(true);
      expect(collector.order.find((event) => event.event === 'held')?.context.verified).toBe(true);
      const ledger = await page.evaluate(() => window.shirube.ledger());
      expect(ledger.http?.lost).toEqual({});
    }));
  it('names no query, no hash, no text of the page and no trait that was not declared', () =>
    scene('', async ({ collector, page, url }) => {
      await page.goto(`${url}/invoices/7?token=secret#card`);
      await page.evaluate(() => window.shirube.identify('u', { card: '4242', plan: 'starter' }));
      await until(() => collector.order.length >= 2);
      const text = JSON.stringify(collector.order);
      expect(text).toContain('/invoices/7');
      expect(text).not.toMatch(/secret|#card|4242|starter|Page"/);
    }));
  it('can be changed or dropped by the app before it is even stored', () =>
    scene('', async ({ collector, page, url }) => {
      await page.goto(url);
      await page.evaluate(async () => {
        window.shirube.init({
          beforeSend: (event) => (event.event === 'secret' ? null : { ...event, properties: { ...event.properties, seen: true } }),
        });
        await window.shirube.track('secret');
        await window.shirube.track('open');
      });
      await until(() => collector.names().includes('open'));
      expect(collector.names()).toEqual(['open']);
      expect(collector.order.find((event) => event.event === 'open')?.properties).toEqual({ seen: true });
    }));
});

describe.concurrent('a person who takes everything back', () => {
  it('leaves nothing of theirs in the browser: no id, no name, no progress', () =>
    scene('data-config="/config"', async ({ collector, page, url }) => {
      collector.page = ({ pathname }) =>
        pathname === '/config'
          ? {
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ shirube: 1, milestones: [{ id: 'm', when: { kind: 'event', name: 'a' } }] }),
            }
          : undefined;
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('u_42');
        await window.shirube.track('a');
      });
      await until(async () => (await kept(page)).some((line) => line.startsWith('s|u_42')));
      await page.evaluate(() => window.shirube.consent('denied'));
      await until(async () => !(await kept(page)).join().includes('u_42'));
      const left = (await kept(page)).map((line) => line.split('=')[0]);
      expect(left.filter((key) => !/^(shirube:pk:c:consent|[lm]\|(http)?)$/.test(key ?? ''))).toEqual([]);
    }));
  it('is told what was waiting and will not arrive', () =>
    scene('', async ({ collector, page, url }) => {
      collector.mode = '503';
      await page.goto(url);
      const lost = await page.evaluate(async () => {
        await window.shirube.ready;
        const told: string[] = [];
        window.shirube.on('lost', ({ reason, ids }) => told.push(...ids.map(() => reason)));
        await window.shirube.track('a');
        window.shirube.consent({ analytics: 'denied' });
        await new Promise((resolve) => setTimeout(resolve, 500));
        return told;
      });
      // The page view and the event.
      expect(lost).toEqual(['consent', 'consent']);
    }));
});

describe.concurrent('a page that dies in the very turn of reset()', () => {
  it('leaves the deletion to the next page, which does it first', () =>
    scene('data-config="/config"', async ({ collector, context, page, url }) => {
      collector.page = ({ pathname }) =>
        pathname === '/config'
          ? {
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ shirube: 1, milestones: [{ id: 'm', when: { kind: 'event', name: 'a' } }] }),
            }
          : undefined;
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('u_42');
        await window.shirube.track('a');
        await window.shirube.flush();
      });
      await until(async () => (await kept(page)).some((line) => line.startsWith('s|u_42')));
      // Nothing is deleted any more from here on, as when the process ends.
      await page.evaluate(() => {
        IDBFactory.prototype.open = () => {
          throw new Error('gone');
        };
        IDBDatabase.prototype.transaction = () => {
          throw new Error('gone');
        };
        Storage.prototype.removeItem = () => {};
        void window.shirube.reset();
      });
      const next = await context.newPage();
      await page.close();
      await next.goto(url);
      await next.evaluate(() => window.shirube.ready);
      await until(async () => !(await kept(next)).join().includes('u_42'));
      expect((await kept(next)).join()).not.toContain('u_42');
    }));
});
