/** For anyone: axe on every kind in both themes, the keyboard alone, what a screen reader is told, reflow and forced colours. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { card, frames, phases, settle, show, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig, samples } from './ui/harness/samples';

let r: Rig;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}
const violations = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { violations: found } = await (
      window as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> } }
    ).axe.run(
      { include: [['shirube-root']] },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: {
          region: { enabled: false },
          'page-has-heading-one': { enabled: false },
          'landmark-one-main': { enabled: false },
          'heading-order': { enabled: false },
        },
      },
    );
    return found.flatMap((v) => v.nodes.map((node) => `${v.id}: ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`));
  });

test.each([
  ['light', 'en'],
  ['dark', 'ja'],
] as const)(
  'axe finds nothing on any kind, %s, %s',
  async (theme, lang) => {
    const page = await r.open(
      { dark: theme === 'dark', lang, world: { config: sampleConfig } },
      { viewport: { width: 1280, height: 801 }, reducedMotion: 'reduce' },
    );
    await page.evaluate(axe);
    for (const [name, content] of Object.entries(samples)) {
      await page.evaluate(() => {
        window.world.state.ck = { settings: { company: 1 } };
      });
      await show(page, content);
      await page.locator('.surface').first().waitFor();
      if (name === 'hub') await page.locator('.launcher').click();
      if (name === 'hotspot') await page.locator('.beacon').click();
      if (name === 'nps') await page.locator('.opt').nth(9).click();
      await frames(page);
      expect(await violations(page), name).toEqual([]);
      await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
    }
  },
  60_000,
);

test('with the keyboard alone a person goes through the whole tutorial and back to where they were', async () => {
  const page = await r.open();
  await page.locator('#nav0').focus();
  await show(page, samples.tour ?? { kind: 'tour', id: 'tour', steps: [] });
  await settle(page);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () =>
    page.evaluate(() => {
      const e = document.querySelector('shirube-root')?.shadowRoot?.activeElement;
      return e?.textContent || e?.getAttribute('aria-label');
    });
  await press('Tab');
  expect(await focused()).toBe('Next');
  await press('Enter');
  await expect.poll(() => card(page).innerText()).toContain('Registration number');
  for (let i = 0; i < 6 && (await focused()) !== 'Next'; i++) await press('Tab');
  await press('Space');
  await expect.poll(() => card(page).innerText()).toContain('All set');
  for (let i = 0; i < 6 && (await focused()) !== 'Done'; i++) await press('Tab');
  await press('Enter');
  await expect.poll(() => phases(page)).toContain('completed');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('nav0');
});

test('Tab goes from the target into its card and from the card on into the page', async () => {
  const page = await r.open();
  await page.locator('#nav0').focus();
  await show(page, { kind: 'popover', id: 'p', target: { css: '#create' }, title: 'Here' });
  await settle(page);
  await page.locator('#create').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('shirube-root');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('nav0');
});

test('whoever presses Tab as soon as a card is there is led into it and on to what follows its target, although nothing more can be fetched', async () => {
  const page = await r.open();
  // The views are there, as after the idle time of a page.
  await show(page, { kind: 'popover', id: 'warm', target: { css: '#none', missing: 'wait', wait: '20ms' } });
  await show(page, { kind: 'nudge', id: 'warm-too', target: { css: '#none', missing: 'wait', wait: '20ms' }, title: 'x' });
  await expect.poll(() => tracks(page)).toHaveLength(2);
  for (const id of ['warm', 'warm-too']) await page.evaluate((one) => window.world.hide(one, 'closed_by_app'), id);
  await page.route('**/chunks/**', (route) => route.abort());
  const inside = () => page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.activeElement?.className);
  // A nudge does not take the focus: the key alone leads in, in the very frame in which it is painted.
  await page.locator('#create').focus();
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.world.show({
          kind: 'nudge',
          id: 'n',
          target: { css: '#create' },
          title: 'Here',
          buttons: [{ label: 'One', do: 'complete' }],
        });
        requestAnimationFrame(() => setTimeout(resolve));
      }),
  );
  await page.keyboard.press('Tab');
  expect(await inside()).toBe('btn primary');
  await page.keyboard.press('Tab');
  expect(await inside()).toBe('x');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('nav0');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.world.hide('n', 'closed_by_app'));
  // A popover does.
  await page.locator('#create').focus();
  await show(page, { kind: 'popover', id: 'p', target: { css: '#create' }, title: 'Here' });
  await expect.poll(inside).toBe('dialog');
  for (const key of ['Tab', 'Tab', 'Tab']) await page.keyboard.press(key);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('nav0');
  await page.unroute('**/chunks/**');
});

test('a modal holds the focus, forwards and backwards, and gives it back', async () => {
  const page = await r.open();
  await page.locator('#save').focus();
  await show(page, samples.modal ?? { kind: 'modal', id: 'modal', title: 'x' });
  await settle(page);
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('shirube-root');
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('save');
});

test('somebody who is typing is not torn away: the card is announced instead', async () => {
  const page = await r.open();
  await page.locator('#number').focus();
  await show(page, { kind: 'popover', id: 'p', target: { css: '#save' }, title: 'Save it', body: 'Now.' });
  await settle(page);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('number');
  await expect
    .poll(() => page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.querySelector('[aria-live]')?.textContent))
    .toBe('Save it. Now.');
});

test('Escape that ends a Japanese conversion does not close the card', async () => {
  const page = await r.open();
  await show(page, samples.nps ?? { kind: 'survey', id: 'nps', questions: [] });
  await settle(page);
  await page.evaluate(() => {
    const c = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card');
    c?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, composed: true }));
  });
  expect(await card(page).count()).toBe(1);
  await page.locator('.opt input').nth(3).focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => phases(page)).toContain('dismissed:score');
});

test('the accessibility tree names every part of a step', async () => {
  const page = await r.open({ lang: 'ja' });
  await show(page, samples.tour ?? { kind: 'tour', id: 'tour', steps: [] });
  await settle(page);
  const tree = await page.locator('.card').ariaSnapshot();
  expect(tree).toContain('dialog "最初の請求書を作成しましょう"');
  expect(tree).toContain('ステップ 1 / 3');
  expect(tree).toMatch(/button "次へ"/);
  expect(tree).toMatch(/button "閉じる"/);
});

test("over the browser's accessibility tree alone a person is led through the whole tutorial", async () => {
  const page = await r.open({ lang: 'ja' }, { viewport: { width: 1280, height: 801 } });
  await show(page, samples.tour ?? { kind: 'tour', id: 'tour', steps: [] });
  await settle(page);
  const cdp = await page.context().newCDPSession(page);
  /** What assistive technology is given: roles, names and, for the focused one, its description. */
  const tree = async () =>
    (await cdp.send('Accessibility.getFullAXTree')).nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, description, backendDOMNodeId, properties }) => ({
        role: String(role?.value),
        name: String(name?.value ?? ''),
        description: String(description?.value ?? ''),
        node: backendDOMNodeId,
        focused: properties?.some((p) => p.name === 'focused' && p.value.value === true),
      }));
  const act = async (name: string) => {
    const button = (await tree()).find((node) => node.role === 'button' && node.name === name);
    if (!button?.node) throw new Error(`no button ${name}`);
    const { object } = await cdp.send('DOM.resolveNode', { backendNodeId: button.node });
    await cdp.send('Runtime.callFunctionOn', { objectId: object.objectId ?? '', functionDeclaration: 'function () { this.click(); }' });
  };
  for (const [title, says, button] of [
    ['最初の請求書を作成しましょう', 'すべてはここから始まります。', '次へ'],
    ['登録番号', 'Tと13桁の数字です。', '次へ'],
    ['準備ができました', 'このツアーは', '完了'],
  ] as const) {
    await expect.poll(async () => (await tree()).find((node) => node.role === 'dialog' && node.focused)?.name).toBe(title);
    expect((await tree()).find((node) => node.role === 'dialog')?.description).toContain(says);
    await act(button);
  }
  await expect.poll(() => phases(page)).toContain('completed');
  expect((await tree()).some((node) => node.role === 'dialog')).toBe(false);
});

test('targets are at least 44 px on a phone and 24 px elsewhere, and nothing scrolls sideways at 320 px', async () => {
  for (const [width, least] of [
    [320, 44],
    [1280, 24],
  ] as const) {
    const page = await r.open({ world: { config: sampleConfig } }, { viewport: { width, height: 640 } });
    for (const content of Object.values(samples)) {
      await show(page, content);
      await page.locator('.surface').first().waitFor();
      await frames(page);
      const small = await page.evaluate(
        (min) =>
          [
            ...(document.querySelector('shirube-root')?.shadowRoot?.querySelectorAll<HTMLElement>('button,a.btn,.opt,textarea,summary') ??
              []),
          ]
            .filter((e) => e.checkVisibility())
            .map((e) => ({ name: e.className, box: e.getBoundingClientRect() }))
            .filter(({ name, box }) => box.height < min || box.width < (name.includes('opt') ? 24 : min))
            .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
        least,
      );
      expect(small, `${content.id} at ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), content.id).toBe(true);
      await page.evaluate((id) => window.world.hide(id, 'x'), content.id);
    }
    await page.context().close();
  }
}, 60_000);

test('nothing moves under reduced motion, and forced colours keep borders and the spotlight', async () => {
  const page = await r.open({}, { viewport: { width: 1280, height: 801 }, reducedMotion: 'reduce', forcedColors: 'active' });
  await show(page, samples.tour ?? { kind: 'tour', id: 'tour', steps: [] });
  await settle(page);
  const state = await page.evaluate(() => {
    const root = document.querySelector('shirube-root')?.shadowRoot;
    const c = root?.querySelector('.card');
    const f = root?.querySelector('.frame');
    return {
      animations: root?.getAnimations().length ?? c?.getAnimations().length,
      border: c && getComputedStyle(c).borderTopStyle,
      outline: f && getComputedStyle(f).outlineStyle,
    };
  });
  expect(state).toEqual({ animations: 0, border: 'solid', outline: 'solid' });
});
