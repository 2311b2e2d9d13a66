/** What users of other libraries have asked for, one test for each, with the threads where they asked: layers, frames, scrolling, phones, access, pages. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import { card, frames, phases, settle, show, spot } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

type TourOf = Extract<Content, { kind: 'tour' }>;
type Step = TourOf['steps'][number];
const tour = (steps: Step[], more: Partial<TourOf> = {}): Content => ({ kind: 'tour', id: 't', steps, ...more });
const pop = (css: string, more: Partial<Extract<Content, { kind: 'popover' }>> = {}): Content => ({
  kind: 'popover',
  id: 'p',
  target: { css },
  title: 'Here',
  ...more,
});

// 10. driver.js #332, #346, #532
test('no z-index, stacking context or top layer of the page covers a card', async () => {
  const page = await r.open({
    body: '<div style="position:relative;z-index:0;transform:scale(1)"><button id="t" style="margin:100px">T</button></div><div style="position:fixed;top:130px;left:0;right:0;height:300px;background:#fcc;z-index:2147483647">Over</div><dialog id="d"><button id="in">In the dialog</button></dialog>',
  });
  await show(page, pop('#t'));
  await settle(page);
  const hit = () =>
    page.evaluate(() => {
      const b = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card')?.getBoundingClientRect();
      return document.elementFromPoint((b?.left ?? 0) + 20, (b?.top ?? 0) + 20)?.localName;
    });
  expect(await hit()).toBe('shirube-root');
  await page.evaluate(() => {
    window.world.hide('p', 'x');
    (document.querySelector('#d') as HTMLDialogElement).showModal();
  });
  await show(page, pop('#in'));
  await settle(page);
  expect(await hit()).toBe('shirube-root');
  await page.locator('.btn.primary').click({ timeout: 2000 });
  await expect.poll(() => phases(page, 'p')).toContain('completed');
});

// 11. react-joyride #557, driver.js #338
test('guidance is visible over a fullscreen element, and lives in the container that the app names', async () => {
  const page = await r.open({
    body: '<div id="box" style="background:#eee"><button id="t" style="margin:90px">T</button><button id="full">Full</button></div>',
    world: { container: '#box' },
  });
  await show(page, pop('#t'));
  await settle(page);
  expect(await page.evaluate(() => document.querySelector('shirube-root')?.parentElement?.id)).toBe('box');
  await page.evaluate(() =>
    document.querySelector('#full')?.addEventListener('click', () => void document.querySelector('#box')?.requestFullscreen()),
  );
  await page.evaluate(() => {
    const c = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card') as HTMLElement;
    c.style.marginTop = '0px';
  });
  await page.locator('#full').click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe('box');
  await frames(page);
  const top = await page.evaluate(() => {
    const b = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card')?.getBoundingClientRect();
    return document.elementFromPoint((b?.left ?? 0) + 20, (b?.top ?? 0) + 20)?.localName;
  });
  expect(top).toBe('shirube-root');
  await page.evaluate(() => document.exitFullscreen());
});

// 12. driver.js #439, #180; reactour #486, #331; intro.js #1005
test('a target deep inside open shadow roots is found, waited for and followed', async () => {
  const page = await r.open({ body: '<x-a></x-a>' });
  await show(page, pop('x-a >>> x-b >>> button'));
  await page.evaluate(() => {
    const a = document.querySelector('x-a')?.attachShadow({ mode: 'open' });
    const b = document.createElement('x-b');
    a?.append(b);
    setTimeout(() => {
      const button = document.createElement('button');
      button.textContent = 'Deep';
      button.style.margin = '70px';
      b.attachShadow({ mode: 'open' }).append(button);
      document.body.append(' ');
    }, 60);
  });
  await settle(page);
  expect((await spot(page, 'x-a >>> x-b >>> button')).gap).toBeCloseTo(14, 0);
  // Rendered anew in there, where the document notices nothing.
  await page.evaluate(() => {
    const old = document.querySelector('x-a')?.shadowRoot?.querySelector('x-b')?.shadowRoot?.querySelector('button');
    const fresh = old?.cloneNode(true) as HTMLElement;
    fresh.style.margin = '110px';
    old?.replaceWith(fresh);
  });
  await frames(page);
  expect(await spot(page, 'x-a >>> x-b >>> button')).toMatchObject({ visible: true, gap: expect.closeTo(14, 0) as number });
});

// 13. react-joyride #1037; intro.js #244, #944; shepherd #1692, #3087, #3478
test('a target inside a same-origin frame is met, and a frame of another origin raises no error', async () => {
  r.server.page('/inner', {
    html: '<body style="height:1500px"><div style="height:200px"></div><button id="f">In the frame</button></body>',
  });
  const page = await r.open({
    body: `<iframe id="other" src="${r.server.origin.replace('127.0.0.1', 'localhost')}/inner" style="width:200px;height:100px"></iframe><iframe id="same" src="/inner" style="width:400px;height:300px;margin:40px 0 0 200px;border:6px solid"></iframe>`,
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.waitForFunction(() => (document.querySelector('#same') as HTMLIFrameElement).contentDocument?.querySelector('#f'));
  await show(page, pop('iframe ||| #f', { placement: 'right' }));
  await settle(page);
  await expect.poll(async () => (await spot(page, '#same ||| #f')).gap).toBeCloseTo(14, 0);
  await page.evaluate(() => (document.querySelector('#same') as HTMLIFrameElement).contentWindow?.scrollBy(0, 40));
  await frames(page);
  expect(Math.abs((await spot(page, '#same ||| #f')).off)).toBeLessThan(1.5);
  await show(page, pop('#other ||| #f', { id: 'q', target: { css: '#other ||| #f', wait: '30ms' } }));
  await expect.poll(() => phases(page, 'q')).toEqual(['failed']);
  expect(errors).toEqual([]);
});

// 14. intro.js #855, #532, #503, #699; react-joyride #376, #594, #1098, #1209, #1161; shepherd #319, #2965, #789, #689
test('the page scrolls to a target only when it has to, never twice, and clear of a sticky header', async () => {
  const page = await r.open({
    body: '<header style="position:sticky;top:0;height:80px;background:#ddd">H</header><div style="height:460px"></div><button id="near" style="margin:40px">Near</button><div style="height:1400px"></div><button id="far">Far</button><div style="height:900px"></div>',
  });
  await page.evaluate(() => {
    (window as unknown as { scrolls: number }).scrolls = 0;
    addEventListener('scroll', () => {
      (window as unknown as { scrolls: number }).scrolls++;
    });
  });
  const scrolls = () => page.evaluate(() => (window as unknown as { scrolls: number }).scrolls);
  await show(
    page,
    tour([
      { id: 'a', target: { css: '#near' }, title: 'Near' },
      { id: 'b', target: { css: '#far' }, title: 'Far' },
    ]),
  );
  await settle(page);
  expect(await scrolls()).toBe(0);
  await page.locator('.btn.primary').click();
  await expect.poll(() => scrolls()).toBe(1);
  await page.waitForTimeout(200);
  expect(await scrolls()).toBe(1);
  expect(await page.evaluate(() => document.querySelector('#far')?.getBoundingClientRect().top ?? 0)).toBeGreaterThan(80);
});

// 15. driver.js #18, #68, #524
test('on a phone the card never overflows, whatever the length of its words', async () => {
  const page = await r.open({}, { viewport: { width: 320, height: 568 } });
  await show(
    page,
    pop('#number', {
      title: 'Donaudampfschifffahrtsgesellschaftskapitän',
      body: `${'https://example.com/'.repeat(8)}\n\n${'Long text. '.repeat(160)}`,
    }),
  );
  await settle(page);
  const box = await card(page).boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 568).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(
    await card(page).evaluate((c) =>
      [c, ...c.querySelectorAll('*')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' && !e.matches('.sr'))
        .map((e) => e.className),
    ),
  ).toEqual([]);
});

// 18. shepherd #3202, #1966, #3065, #1914, #26; driver.js #376; react-joyride #101, #460; reactour #125, #554
test('the focus goes into the card, the app stays usable, Escape closes it, and the focus returns', async () => {
  const page = await r.open();
  await page.locator('#nav1').focus();
  await show(
    page,
    tour([
      { id: 'a', target: { css: '#save' }, title: 'A', body: 'Body' },
      { id: 'b', title: 'B' },
    ]),
  );
  await settle(page);
  const inside = () => page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.activeElement?.className);
  expect(await inside()).toBe('dialog');
  expect(await page.locator('.dialog').getAttribute('aria-modal')).toBeNull();
  await page.locator('#number').fill('T123');
  expect(await page.locator('#number').inputValue()).toBe('T123');
  await page.locator('.dialog').focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => phases(page)).toContain('dismissed');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('nav1');
});

// 21. reactour #603, shepherd #997, NextStep #18, onborda #11
test('a tour crosses pages: it waits elsewhere, goes on where the step belongs, and resumes after a reload', async () => {
  const page = await r.open();
  const steps: Step[] = [
    { id: 'a', page: '/a', target: { css: '#save' }, title: 'A' },
    { id: 'b', page: '/b', navigate: '/b', target: { css: '#create' }, title: 'B' },
    { id: 'c', page: '/c', title: 'C' },
  ];
  await page.evaluate(() => {
    window.__path = '/a';
  });
  await show(page, tour(steps));
  await settle(page);
  await page.locator('.btn.primary').click();
  await expect.poll(() => page.evaluate(() => window.world.navigations)).toEqual(['/b']);
  await settle(page);
  expect(await card(page).innerText()).toContain('B');
  await page.locator('.btn.primary').click();
  await expect.poll(() => card(page).count()).toBe(0);
  expect((await phases(page)).at(-1)).toBe('step:c');
  await page.reload();
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await page.evaluate(() => {
    window.__path = '/c';
  });
  await show(page, tour(steps), 'c');
  await settle(page);
  expect(await card(page).innerText()).toContain('C');
});
