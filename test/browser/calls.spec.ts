import { describe, expect, it } from 'vitest';
import { until } from '../chaos/collector.mjs';
import { kept, scenes } from '../helpers/scene';

const { withCollector } = scenes();

describe.concurrent('the page that we are a guest of', () => {
  it('turns it off with ?shirube=off, and refuses a second copy', () =>
    withCollector(async (collector, page, errors) => {
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      await page.goto(`${collector.url}/?shirube=off`);
      // An app that calls without asking finds every function, and none does anything.
      expect(
        await page.evaluate(async () => {
          const { shirube } = window;
          shirube.init({}).show('x');
          shirube.hide();
          shirube.consent('granted');
          shirube.on('lost', () => {})();
          await shirube.ready;
          const stored = [await shirube.identify('u'), await shirube.group('g'), await shirube.track('x'), await shirube.page()];
          await Promise.all([shirube.flush(), shirube.reset(), shirube.forget()]);
          return [stored, await shirube.ledger(), shirube.explain('x'), localStorage.length, (await indexedDB.databases()).length];
        }),
      ).toEqual([[false, false, false, false], {}, undefined, 0, 0]);
      await page.waitForTimeout(1500);
      expect(collector.order).toEqual([]);
      collector.page = () => ({
        body: collector.html('').replace('</head>', '<script src="/shirube.js" data-endpoint="/c"></script></head>'),
      });
      await page.goto(collector.url);
      expect(warnings.filter((text) => text.includes('S7'))).toHaveLength(1);
      await until(() => collector.order.length > 0);
      expect(collector.order.filter((event) => event.type === 'page')).toHaveLength(1);
      expect(errors).toEqual([]);
    }));

  it('may call what there is not: it is told once', () =>
    withCollector(async (collector, page) => {
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      collector.page = () => ({
        body: collector
          .html('')
          .replace('<script src', '<script>window.shirube = { q: [["nope"], null, ["nope"], ["track", "fine"]] };</script><script src'),
      });
      await page.goto(collector.url);
      await until(() => collector.names().includes('fine'));
      expect(warnings.filter((text) => text.includes('S8'))).toHaveLength(1);
    }));

  it('may call before the script is there; a kept stub still works afterwards', () =>
    withCollector(async (collector, page) => {
      collector.page = () => ({
        body: collector
          .html('')
          .replace(
            '<script src',
            '<script>window.shirube = { q: [] }; window.kept = window.shirube; shirube.q.push(["identify", "u1"], ["track", "early"]);</script><script src',
          ),
      });
      await page.goto(collector.url);
      await page.evaluate(() => (Reflect.get(window, 'kept') as { q: unknown[] }).q.push(['track', 'late']));
      await until(() => collector.names().length >= 2);
      expect(collector.order.map((event) => event.event ?? event.type)).toEqual(['page', 'identify', 'early', 'late']);
      expect(collector.order.find((event) => event.event === 'early')?.userId).toBe('u1');
    }));

  it('may write init() behind other calls: it holds for them too', () =>
    withCollector(async (collector, page) => {
      collector.page = () => ({
        body: collector
          .html('')
          .replace(
            '<script src',
            '<script>window.shirube = { q: [["track", "early"], ["init", { consent: "pending" }]] };</script><script src',
          ),
      });
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.ready);
      await page.waitForTimeout(1500);
      expect([collector.requests, await kept(page)]).toEqual([0, []]);
      await page.evaluate(() => window.shirube.consent('granted'));
      expect(await until(() => collector.names().includes('early'))).toBe(true);
    }));

  it('names somebody by half of a character: that call is refused, and signing out and everything else go on', () =>
    withCollector(async (collector, page, errors) => {
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      await page.goto(collector.url);
      const stored = await page.evaluate(async () => {
        const { shirube } = window;
        await shirube.ready;
        const told = [
          await shirube.identify('tanaka'),
          await shirube.identify('u\ud83d'),
          await shirube.group('\udc4d'),
          await shirube.identify('👍'),
        ];
        await shirube.reset();
        return [...told, await shirube.track('after')];
      });
      expect(stored).toEqual([true, false, false, true, true]);
      expect(warnings.filter((text) => text.includes('S6'))).toHaveLength(2);
      expect(await until(() => collector.names().includes('after'))).toBe(true);
      expect(JSON.stringify(await kept(page))).not.toContain('tanaka');
      expect(errors).toEqual([]);
    }));

  it.each([
    ['stays on with data-shirube-off="false", as templates write it', '="false"', ['told']],
    ['is off with the bare attribute', '', []],
  ] as const)('%s, on the tag and on the page', (_what, value, told) =>
    withCollector(async (collector, page) => {
      collector.page = (url) => ({
        body:
          url.pathname === '/tag'
            ? collector.html(`data-shirube-off${value}`)
            : collector.html('').replace('<html', `<html data-shirube-off${value}`),
      });
      for (const path of ['/tag', '/page']) {
        await page.goto(collector.url + path);
        await page.evaluate(async () => {
          await window.shirube.track('told');
          await window.shirube.flush();
        });
      }
      if (told.length) await until(() => collector.names().length > 1);
      else await page.waitForTimeout(1500);
      expect(collector.names()).toEqual([...told, ...told]);
    }),
  );
});
