/** Tours that used to leave somebody standing: clicks that end them, targets that are not there, the way back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, frames, settle, show } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

type Tour = Extract<Content, { kind: 'tour' }>;
const tour = (steps: Tour['steps'], more: Partial<Tour> = {}): Tour => ({ kind: 'tour', id: 't', steps, ...more });
const title = (page: Page) => page.locator('.card h2').innerText();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a tour that ends by the very click that was to lead on leaves no card behind', async () => {
  const page = await r.open();
  await page.evaluate(() => document.querySelector('#save')?.addEventListener('click', () => window.world.hide('t', 'goal_met')));
  await show(
    page,
    tour([
      { id: 'a', title: 'A', target: { css: '#save' }, nextOn: 'click' },
      { id: 'b', title: 'B' },
    ]),
  );
  await settle(page);
  await page.locator('#save').click();
  await frames(page);
  expect(await card(page).count()).toBe(0);
});

test('a step that waits for a click on something that is not there can still be left by a button', async () => {
  const page = await r.open();
  await show(
    page,
    tour([
      { id: 'a', title: 'A', target: { css: '#nowhere', wait: '50ms' }, nextOn: 'click' },
      { id: 'b', title: 'B' },
    ]),
  );
  await settle(page);
  await press(page, 'Next');
  expect(await title(page)).toBe('B');
});

test('a click in a frame that came late leads on', async () => {
  r.server.page('/late-frame', { html: '<button id="go">Go</button>' });
  const page = await r.open();
  await show(
    page,
    tour([
      { id: 'a', title: 'A', target: { css: 'iframe ||| #go' }, nextOn: 'click' },
      { id: 'b', title: 'B' },
    ]),
  );
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = '/late-frame';
    document.querySelector('main')?.append(frame);
  });
  await settle(page);
  await page.frameLocator('iframe').locator('#go').click();
  await expect.poll(() => title(page)).toBe('B');
});

test('"back" leads past a step whose element was missing, and past one that is already done', async () => {
  const page = await r.open();
  await show(
    page,
    tour([
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B', target: { css: '#nowhere', wait: '50ms', missing: 'skip' } },
      { id: 'c', title: 'C' },
    ]),
  );
  await settle(page);
  await press(page, 'Next');
  await expect.poll(() => title(page)).toBe('C');
  await press(page, 'Back');
  expect(await title(page)).toBe('A');
  await page.evaluate(() => window.world.hide('t', 'x'));
  await show(
    page,
    tour([
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B', nextOn: { when: { kind: 'event', name: 'done' } } },
      { id: 'c', title: 'C' },
    ]),
  );
  await press(page, 'Next');
  await page.evaluate(() => {
    window.world.facts.done = true;
    window.world.changed();
  });
  await expect.poll(() => title(page)).toBe('C');
  await press(page, 'Back');
  await frames(page);
  expect(await title(page)).toBe('A');
});

test('"back" to a step of another page leads to that page instead of taking the card away', async () => {
  const page = await r.open();
  await page.evaluate(() => {
    window.__path = '/invoices/7';
  });
  await show(
    page,
    tour([
      { id: 'a', title: 'A', page: '/invoices/*' },
      { id: 'b', title: 'B', page: '/settings' },
    ]),
  );
  await settle(page);
  await press(page, 'Next');
  await page.evaluate(() => {
    window.__path = '/settings';
    window.world.changed();
  });
  await expect.poll(() => title(page)).toBe('B');
  await press(page, 'Back');
  await expect.poll(() => title(page)).toBe('A');
  expect(await page.evaluate(() => window.world.navigations)).toEqual(['/invoices/7']);
});

test('"back" is there after a reload too, where the step before stands on another page that has an address', async () => {
  const page = await r.open();
  await page.evaluate(() => {
    window.__path = '/settings';
  });
  const steps = [
    { id: 'a', title: 'A', page: '/invoices' },
    { id: 'b', title: 'B', page: '/settings' },
    { id: 'c', title: 'C', page: '/import/:id' },
    { id: 'd', title: 'D' },
  ];
  await show(page, tour(steps), 'b');
  await settle(page);
  await press(page, 'Back');
  await expect.poll(() => page.evaluate(() => window.world.navigations)).toEqual(['/invoices']);
  await page.evaluate(() => {
    window.__path = '/invoices';
    window.world.changed();
  });
  await expect.poll(() => title(page)).toBe('A');
  // A pattern is no address.
  await page.evaluate(() => window.world.hide('t', 'x'));
  await show(page, tour(steps), 'd');
  await expect.poll(() => title(page)).toBe('D');
  expect(await page.getByRole('button', { name: 'Back' }).count()).toBe(0);
});
