import { describe, expect, it } from 'vitest';
import { until } from '../chaos/collector.mjs';
import { configured, dying, kept, scenes } from '../helpers/scene';

const { scene } = scenes();

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
      configured(collector, { traits: { plan: { type: 'string' } } });
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
  it('is forgotten also when the app goes elsewhere in the turn of forget(): here, and by the endpoint', () =>
    scene('', async ({ collector, context, page, url }) => {
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('suzuki');
        await window.shirube.flush();
      });
      await Promise.all([
        page.waitForURL('**/blank'),
        // The page may be gone before it has answered.
        page
          .evaluate(() => {
            void window.shirube.forget();
            location.href = '/blank';
          })
          .catch(() => undefined),
      ]);
      const next = await context.newPage();
      await next.goto(url);
      await next.evaluate(() => window.shirube.track('by somebody else'));
      expect(await until(() => ['Person Forgotten', 'by somebody else'].every((name) => collector.names().includes(name)), 25_000)).toBe(
        true,
      );
      expect(collector.order.find(({ event }) => event === 'Person Forgotten')?.userId).toBe('suzuki');
      expect(collector.order.find(({ event }) => event === 'by somebody else')?.userId).toBeUndefined();
      await until(async () => !(await kept(next)).join('\n').includes('suzuki'));
      expect((await kept(next)).join('\n')).not.toContain('suzuki');
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

describe.concurrent('a page that dies in the very turn of reset()', () => {
  it('leaves the deletion to the next page, which does it first', () =>
    scene('data-config="/config"', async ({ collector, context, page, url }) => {
      configured(collector, { milestones: [{ id: 'm', when: { kind: 'event', name: 'a' } }] });
      await page.goto(url);
      await page.evaluate(async () => {
        await window.shirube.ready;
        await window.shirube.identify('u_42');
        await window.shirube.track('a');
        await window.shirube.flush();
      });
      await until(async () => (await kept(page)).some((line) => line.startsWith('s|u_42')));
      await dying(page, () => void window.shirube.reset());
      const next = await context.newPage();
      await page.close();
      await next.goto(url);
      await next.evaluate(() => window.shirube.ready);
      await until(async () => !(await kept(next)).join().includes('u_42'));
      expect((await kept(next)).join()).not.toContain('u_42');
    }));
});
