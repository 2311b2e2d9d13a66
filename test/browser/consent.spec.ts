import { describe, expect, it } from 'vitest';
import { until } from '../chaos/collector.mjs';
import { configured, dying, kept, scenes, sent } from '../helpers/scene';

const { scene } = scenes();

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
        configured(collector, {
          caps: { gap: '0s' },
          reporters: [{ kind: 'segment', endpoint: `${url}/elsewhere`, writeKey: 'wk' }],
          content: [{ id: 'hint', kind: 'nudge', title: 'Hint', body: 'Try this', when: { kind: 'event', name: 'early' } }],
        });
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
    ['with data-dnt alone', 'data-dnt', []],
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

describe.concurrent('a person who takes everything back', () => {
  it('leaves nothing of theirs in the browser: no id, no name, no progress', () =>
    scene('data-config="/config"', async ({ collector, page, url }) => {
      configured(collector, { milestones: [{ id: 'm', when: { kind: 'event', name: 'a' } }] });
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
  it('leaves the deletion to the next page when this one dies in that very turn: queue, id and progress', () =>
    scene('data-config="/config"', async ({ collector, context, page, url }) => {
      configured(collector, { milestones: [{ id: 'm', when: { kind: 'event', name: 'a' } }] });
      collector.mode = '503';
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('u_42');
        await window.shirube.track('a');
      });
      await until(async () => (await kept(page)).some((line) => line.startsWith('s|u_42')));
      await dying(page, () => window.shirube.consent('denied'));
      const next = await context.newPage();
      await page.close();
      await next.goto(url);
      await next.evaluate(() => window.shirube.ready);
      await until(async () => !(await kept(next)).join().includes('u_42'));
      const left = (await kept(next)).map((line) => line.split('=')[0]);
      expect(left.filter((key) => !/^(shirube:pk:c:consent|[lm]\|(http)?)$/.test(key ?? ''))).toEqual([]);
      // What was waiting stays unsent when they agree again.
      collector.mode = 'ok';
      await next.evaluate(() => {
        window.shirube.consent('granted');
        return window.shirube.track('wanted');
      });
      await until(() => collector.names().includes('wanted'));
      expect(collector.names()).toEqual(['wanted']);
    }));
  it('who only does not want to be counted keeps their progress, also when the page dies in that very turn', () =>
    scene('data-config="/config"', async ({ collector, context, page, url }) => {
      configured(collector, { milestones: [{ id: 'm', when: { kind: 'event', name: 'a' } }] });
      collector.mode = '503';
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('u_42');
        await window.shirube.track('a');
      });
      await until(async () => (await kept(page)).some((line) => line.startsWith('s|u_42')));
      await dying(page, () => window.shirube.consent({ analytics: 'denied' }));
      const next = await context.newPage();
      await page.close();
      await next.goto(url);
      await next.evaluate(() => window.shirube.ready);
      expect(await until(async () => !(await kept(next)).some((line) => line.startsWith('q|')))).toBe(true);
      expect((await kept(next)).some((line) => line.startsWith('s|u_42'))).toBe(true);
    }));
  it('who signs out in the same turn leaves no new id behind either', () =>
    scene('', async ({ page, url }) => {
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('u_42');
        window.shirube.consent('denied');
        await window.shirube.reset();
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      const left = (await kept(page)).map((line) => line.split('=')[0]);
      expect(left.filter((key) => !/^(shirube:pk:c:consent|[lm]\|(http)?)$/.test(key ?? ''))).toEqual([]);
    }));
});
