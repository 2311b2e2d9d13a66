/** Small windows: a phone with its keyboard open, a page zoomed to 400 %, two fingers that pull it apart. And paper. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, frames, settle, show, spot } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig, samples } from './ui/harness/samples';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, reducedMotion: 'reduce' } as const;
const pop = (css: string, more: Partial<Extract<Content, { kind: 'popover' }>> = {}): Content => ({
  kind: 'popover',
  id: 'p',
  target: { css },
  title: 'Here',
  body: 'This is it.',
  ...more,
});
const box = (page: Page) =>
  card(page).evaluate((c) => {
    const { left, top, right, bottom } = c.getBoundingClientRect();
    return { left, top, right, bottom };
  });

// A window of 1280 × 1024 at 400 % is one of 320 × 256.
test('somebody who zooms to 400 % sees every kind whole, reaches every button of it, and never scrolls sideways', async () => {
  const page = await r.open(
    { world: { config: sampleConfig } },
    { viewport: { width: 320, height: 256 }, deviceScaleFactor: 2, reducedMotion: 'reduce' },
  );
  for (const [name, content] of Object.entries(samples)) {
    await show(page, content);
    await settle(page);
    if (name === 'hub') await page.locator('.launcher').click();
    if (name === 'hotspot') {
      // A beacon stays with its element; the person scrolls there.
      await page.locator('#save').scrollIntoViewIfNeeded();
      await page.locator('.beacon').click();
    }
    await frames(page);
    const found = await page.evaluate(() => {
      const root = document.querySelector('shirube-root')?.shadowRoot;
      const wrong: string[] = [];
      for (const one of root?.querySelectorAll<HTMLElement>('.card,.banner') ?? []) {
        const { left, top, right, bottom } = one.getBoundingClientRect();
        if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight)
          wrong.push(`${one.className} sticks out: ${[left, top, right, bottom].map(Math.round).join()}`);
        if (one.scrollWidth > one.clientWidth) wrong.push(`${one.className} scrolls sideways`);
        for (const text of one.querySelectorAll<HTMLElement>('h2,.body>*,.row,.btn,.x,.opt,textarea,input[type=search],legend:not(.sr)')) {
          if (!text.checkVisibility()) continue;
          text.scrollIntoView({ block: 'nearest' });
          const at = text.getBoundingClientRect();
          const [x, y] = [at.left + at.width / 2, text.matches('h2,.body>*') ? at.top + 8 : at.top + at.height / 2];
          const hit = root?.elementFromPoint(x, y);
          if (!hit || !(text.contains(hit) || hit.contains(text)))
            wrong.push(
              `${text.className || text.localName} "${text.textContent?.slice(0, 20)}" cannot be reached at ${Math.round(x)},${Math.round(y)}`,
            );
        }
      }
      if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page scrolls sideways');
      return wrong;
    });
    expect(found, name).toEqual([]);
    await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
  }
  await page.context().close();
});

test('two fingers that pull the page apart leave a card where it was, beside its target', async () => {
  const page = await r.open({}, { viewport: { width: 1280, height: 802 } });
  const cdp = await page.context().newCDPSession(page);
  await show(page, pop('#save'));
  await settle(page);
  const before = await box(page);
  await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2.5 });
  await expect.poll(() => page.evaluate(() => visualViewport?.scale)).toBe(2.5);
  await frames(page);
  await frames(page);
  expect(await box(page)).toEqual(before);
  expect((await spot(page, '#save')).gap).toBeCloseTo(14, 0);
  // What is not seen for the zoom is not taken for a keyboard.
  expect(await page.evaluate(() => (document.querySelector('shirube-root') as HTMLElement).style.getPropertyValue('--kb'))).not.toMatch(
    /[1-9]/,
  );
  await page.context().close();
});

/** The three ways in which a browser makes room for a keyboard of 300 px (`interactive-widget`, VirtualKeyboard API). */
const KEYBOARDS: Record<string, (page: Page) => Promise<void>> = {
  'lies over the page (resizes-visual)': (page) =>
    page.evaluate(() => {
      const view = visualViewport as VisualViewport;
      Object.defineProperty(view, 'height', { configurable: true, get: () => innerHeight - 300 });
      view.dispatchEvent(new Event('resize'));
    }),
  'makes the window smaller (resizes-content)': (page) => page.setViewportSize({ width: 390, height: 480 }),
  'is left to the page (overlays-content)': (page) =>
    page.evaluate(() => {
      const keys = Reflect.get(navigator, 'virtualKeyboard') as EventTarget & { overlaysContent: boolean };
      keys.overlaysContent = true;
      Object.defineProperty(keys, 'boundingRect', { configurable: true, get: () => new DOMRect(0, innerHeight - 300, innerWidth, 300) });
      keys.dispatchEvent(new Event('geometrychange'));
    }),
};
test.each(Object.keys(KEYBOARDS))('a keyboard that %s covers neither a sheet nor a question that is being answered', async (way) => {
  const page = await r.open({ body: '<input id="up" style="display:block">' }, PHONE);
  for (const content of [pop('#up'), samples.nps, samples.nudge]) {
    if (!content) continue;
    await page.setViewportSize(PHONE.viewport);
    await show(page, content);
    await settle(page);
    if (content.kind === 'survey') {
      await page.locator('.opt').nth(2).click();
      await page.locator('.btn.primary').click();
      await page.locator('textarea').focus();
    }
    await KEYBOARDS[way]?.(page);
    await expect.poll(async () => (await box(page)).bottom, { message: content.id }).toBeLessThanOrEqual(480);
    expect((await box(page)).top, content.id).toBeGreaterThanOrEqual(0);
    await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
  }
  await page.context().close();
});

test('on paper there is nothing of it, whatever stood there', async () => {
  const page = await r.open({ world: { config: sampleConfig } }, { viewport: { width: 1280, height: 803 }, reducedMotion: 'reduce' });
  for (const content of Object.values(samples)) await show(page, content);
  const visible = () =>
    page.evaluate(
      () =>
        [...(document.querySelector('shirube-root')?.shadowRoot?.querySelectorAll('.surface') ?? [])].filter((e) => e.checkVisibility())
          .length,
    );
  await expect.poll(visible).toBeGreaterThan(15);
  await page.emulateMedia({ media: 'print' });
  expect(await visible()).toBe(0);
  await page.emulateMedia({ media: 'screen' });
  expect(await visible()).toBeGreaterThan(15);
  await page.context().close();
});

test.each([true, false])(
  'a button that was tapped does not stay lit where fingers point (touch: %s), and one under a mouse is lit',
  async (touch) => {
    const page = await r.open(
      { world: { config: sampleConfig } },
      { viewport: touch ? { width: 390, height: 700 } : { width: 1280, height: 803 }, ...(touch && { isMobile: true, hasTouch: true }) },
    );
    const over = (selector: string) => (touch ? page.locator(selector).first().tap() : page.locator(selector).first().hover());
    const look = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((e) => {
          const { backgroundColor, filter } = getComputedStyle(e);
          return { hover: e.matches(':hover'), lit: backgroundColor !== 'rgba(0, 0, 0, 0)' || filter !== 'none' };
        });
    await show(page, {
      kind: 'tour',
      id: 't',
      steps: [{ id: 'a', target: { css: '#save' }, title: 'A', buttons: [{ label: 'Call', do: { call: 'x' }, kind: 'secondary' }] }],
    });
    await settle(page);
    await over('.btn');
    await expect.poll(() => look('.btn')).toEqual({ hover: true, lit: !touch });
    await page.evaluate(() => window.world.hide('t', 'closed_by_app'));
    await show(page, { kind: 'checklist', id: 'c', checklist: 'settings' });
    await over('.launcher');
    await expect
      .poll(async () => {
        const { filter } = await page.locator('.launcher').evaluate((e) => ({ filter: getComputedStyle(e).filter }));
        return filter !== 'none';
      })
      .toBe(!touch);
    await page.context().close();
  },
);

test('a word of 60 letters, wherever an author writes it, leaves neither its card nor the window', async () => {
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter';
  const done = { kind: 'event', name: 'x' };
  const config = { checklists: [{ id: 'l', label: word, items: [{ id: 'a', label: word, done }] }] };
  const page = await r.open({ world: { config } }, { ...PHONE, viewport: { width: 320, height: 640 } });
  const buttons = [{ label: word, do: 'dismiss' } as const];
  const kinds: Content[] = [
    { kind: 'banner', id: 'banner', body: word, buttons },
    { kind: 'nudge', id: 'nudge', title: word, body: word, buttons },
    { kind: 'modal', id: 'modal', title: word, body: `- ${word}`, buttons },
    { kind: 'survey', id: 'nps', questions: [{ id: 'q', type: 'nps', ask: word, low: word, high: word }] },
    { kind: 'survey', id: 'choice', questions: [{ id: 'q', type: 'choice', ask: word, choices: [{ value: 'a', label: word }] }] },
    { kind: 'checklist', id: 'list', checklist: 'l', body: word, launcher: word, open: true },
  ];
  for (const content of kinds) {
    await show(page, content);
    await settle(page);
    const outside = await page.evaluate(() =>
      Array.from(document.querySelector('shirube-root')?.shadowRoot?.querySelectorAll('.surface:not(.backdrop)') ?? []).flatMap(
        (surface) => {
          const { left, right } = surface.getBoundingClientRect();
          const parts = Array.from(surface.querySelectorAll('*')).filter((part) => {
            const box = part.getBoundingClientRect();
            return (
              !part.closest('.sr') &&
              (box.right > right + 1 || box.left < left - 1 || (part.scrollWidth > part.clientWidth + 1 && part.matches('.note')))
            );
          });
          return [...(left < 0 || right > innerWidth ? [surface] : []), ...parts].map((part) => part.className);
        },
      ),
    );
    expect(outside, content.id).toEqual([]);
    await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
  }
});

test('the close button of a tall banner stands beside its first line', async () => {
  const page = await r.open({}, PHONE);
  await show(page, {
    kind: 'banner',
    id: 'b',
    body: 'Maintenance on Sunday from two to four, invoices cannot be sent then.',
    buttons: [{ label: 'Details', do: 'dismiss' }],
  });
  await settle(page);
  const [line, close] = await page.evaluate(() =>
    ['.banner .dot', '.banner .x'].map((css) => {
      const { top, bottom } = document.querySelector('shirube-root')?.shadowRoot?.querySelector(css)?.getBoundingClientRect() ?? {
        top: 0,
        bottom: 999,
      };
      return (top + bottom) / 2;
    }),
  );
  expect(Math.abs((line ?? 0) - (close ?? 99))).toBeLessThanOrEqual(2);
});
