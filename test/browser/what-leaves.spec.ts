import { describe, expect, it } from 'vitest';
import { until } from '../chaos/collector.mjs';
import { scenes } from '../helpers/scene';

const { scene } = scenes();

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
  it('goes out soon with the token of a new sign-in, although the last one was refused and a minute was to be waited', () =>
    scene('', async ({ collector, page, url }) => {
      collector.mode = '401';
      collector.token = 'second';
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('u', {}, { token: 'first' });
        await window.shirube.track('held');
        await window.shirube.flush();
      });
      expect(await until(() => collector.requests > 0)).toBe(true);
      await page.waitForTimeout(1500);
      const before = collector.requests;
      await page.evaluate(() => window.shirube.identify('u', {}, { token: 'second' }));
      expect(await until(() => collector.names().includes('held'), 15_000)).toBe(true);
      expect(before).toBeLessThanOrEqual(2);
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
