/** The placement, focus and unload set in Firefox, where one is installed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowsers } from '../helpers/browsers';
import { card, phases, settle, show, spot } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import type { Content } from '@shirube/engine';

const there = findBrowsers().firefox;
if (!there) console.warn('Firefox is not installed: its tests did not run (set SHIRUBE_FIREFOX, or apt-get install firefox-esr).');
const pop = (css: string, more: object = {}): Content => ({ kind: 'popover', id: 'p', target: { css }, title: 'Here', ...more });

describe.runIf(there)('in Firefox', { timeout: 90_000 }, () => {
  let r: Rig;
  beforeAll(async () => {
    r = await rig('firefox', { 'ui.prefersReducedMotion': 1 });
  });
  afterAll(async () => {
    await r.close();
  });

  test('a card stands by its target, also in scrollers, shadow roots, transforms and frames', async () => {
    r.server.page('/inner', { html: '<body><button id="f" style="margin:60px">In the frame</button></body>' });
    const page = await r.open({
      body: '<div id="sc" style="height:200px;overflow:auto;width:500px;margin:20px 100px"><div style="height:120px"></div><button id="t">T</button><div style="height:900px"></div></div><x-a></x-a><div style="transform:translate(40px,10px) scale(1.3);width:200px"><button id="tr">Tr</button></div><iframe id="same" src="/inner" style="width:300px;height:200px"></iframe><script>document.querySelector("x-a").attachShadow({mode:"open"}).innerHTML="<button>Deep</button>"</script>',
    });
    await page.waitForFunction(() => (document.querySelector('#same') as HTMLIFrameElement).contentDocument?.querySelector('#f'));
    for (const [css, id] of [
      ['#t', 'a'],
      ['x-a >>> button', 'b'],
      ['#tr', 'c'],
      ['#same ||| #f', 'd'],
    ] as const) {
      await show(page, pop(css, { id }));
      await settle(page);
      await expect.poll(async () => Math.abs((await spot(page, css)).gap - 14), { message: css }).toBeLessThan(1.5);
      if (css === '#t') {
        await page.evaluate(() => document.querySelector('#sc')?.scrollTo(0, 50));
        await expect.poll(async () => Math.abs((await spot(page, css)).gap - 14)).toBeLessThan(1);
      }
      await page.evaluate((i) => window.world.hide(i, 'x'), id);
    }
  });

  test('a target rendered anew keeps its card and the focus', async () => {
    const page = await r.open();
    await show(page, {
      kind: 'tour',
      id: 't',
      steps: [
        { id: 'a', target: { css: '#save' }, title: 'A' },
        { id: 'b', title: 'B' },
      ],
    });
    await settle(page);
    await page.locator('.btn.primary').focus();
    const kept = await page.evaluate(async () => {
      for (let i = 0; i < 10; i++) {
        const old = document.querySelector('#save');
        old?.replaceWith(old.cloneNode(true));
        await new Promise(requestAnimationFrame);
      }
      return document.querySelector('shirube-root')?.shadowRoot?.activeElement?.textContent;
    });
    expect(kept).toBe('Next');
    expect((await spot(page, '#save')).gap).toBeCloseTo(14, 0);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('h2').innerText()).toBe('B');
    await page.keyboard.press('Escape');
    await expect.poll(() => phases(page)).toContain('dismissed');
  });

  test('the focus goes in, Tab bridges target and card, a modal holds it, and it returns', async () => {
    const page = await r.open();
    await page.locator('#nav0').focus();
    await show(page, pop('#create'));
    await settle(page);
    await page.locator('#create').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('shirube-root');
    await page.evaluate(() => window.world.hide('p', 'x'));
    await page.locator('#save').focus();
    await show(page, { kind: 'modal', id: 'm', title: 'M' });
    await settle(page);
    for (let i = 0; i < 5; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('shirube-root');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('save');
  });

  test('a strict policy sees no violation, and a modal dialog of the page takes the card along', async () => {
    const page = await r.open(
      {
        nonce: 'n',
        body: '<dialog id="d"><button id="in">In</button></dialog>',
        head: '<script nonce="n">window.v=[];document.addEventListener("securitypolicyviolation",e=>window.v.push(e.violatedDirective))</script>',
        world: { nonce: 'n' },
      },
      {
        headers: {
          'content-security-policy':
            "default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'nonce-n'; connect-src 'self'; img-src 'self'",
        },
      },
    );
    await page.evaluate(() => (document.querySelector('#d') as HTMLDialogElement).showModal());
    await show(page, pop('#in'));
    await settle(page);
    await card(page).locator('.btn.primary').click();
    await expect.poll(() => phases(page, 'p')).toContain('completed');
    expect(await page.evaluate(() => (window as unknown as { v: string[] }).v)).toEqual([]);
  });

  test('a reload in the middle of a tour goes on at the same step', async () => {
    const page = await r.open();
    const tour: Content = {
      kind: 'tour',
      id: 't',
      steps: [
        { id: 'a', title: 'A' },
        { id: 'b', target: { css: '#save' }, title: 'B' },
      ],
    };
    await show(page, tour);
    await page.locator('.btn.primary').click();
    await page.reload();
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    await show(page, tour, 'b');
    await settle(page);
    expect((await spot(page, '#save')).gap).toBeCloseTo(14, 0);
  });
});
