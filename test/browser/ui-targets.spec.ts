/** What becomes of a card when its target is late, hidden, covered, scrolled away or gone: each has a stated behaviour, and is reported. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, frames, phases, settle, show, spot, tracks } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

type Tour = Extract<Content, { kind: 'tour' }>;
const tour = (steps: Tour['steps'], more: Partial<Tour> = {}): Content => ({ kind: 'tour', id: 't', steps, ...more });
const append = (page: Page, id: string) =>
  page.evaluate((name) => {
    const b = document.createElement('button');
    b.id = name;
    b.textContent = 'Late';
    b.style.margin = '30px';
    document.body.append(b);
  }, id);
const missing = async (page: Page) =>
  (await tracks(page)).filter(({ event }) => event === 'Target Missing').map(({ properties }) => properties);

test.each(['wait', 'skip', 'centre', 'end'] as const)(
  'of a step whose target does not come, "%s" does what its author said, and says so once',
  async (policy) => {
    const page = await r.open();
    await show(
      page,
      tour([
        { id: 'a', target: { css: '#late', wait: '40ms', missing: policy }, title: 'A' },
        { id: 'b', title: 'B' },
      ]),
    );
    await expect
      .poll(() => missing(page))
      .toEqual([{ content: 't', target: '#late', path: expect.any(String) as string, policy, step: 'a' }]);
    await frames(page);
    if (policy === 'wait') {
      expect([await card(page).count(), await phases(page)]).toEqual([0, []]);
      await append(page, 'late');
      await settle(page);
      expect((await spot(page, '#late')).gap).toBeCloseTo(14, 0);
      expect(await phases(page)).toEqual(['step:a']);
    } else if (policy === 'end') expect(await phases(page)).toEqual(['failed:a']);
    else
      expect([await page.locator('h2').innerText(), await card(page).getAttribute('class')]).toEqual([
        policy === 'skip' ? 'B' : 'A',
        expect.stringContaining('centre'),
      ]);
    expect(await missing(page)).toHaveLength(1);
  },
);

test('a target that is hidden, covered, scrolled away or taken out of the page takes its card along, and brings it back', async () => {
  const page = await r.open({
    body: '<div id="sc" style="height:300px;width:500px;overflow:auto;margin:40px"><button id="t" style="margin:60px">T</button><div style="height:900px"></div></div>',
  });
  await show(
    page,
    tour([
      { id: 'a', target: { css: '#t', wait: '10s', missing: 'end' }, title: 'A' },
      { id: 'b', title: 'B' },
    ]),
  );
  await settle(page);
  const away: Record<string, [() => void, () => void]> = {
    hidden: [
      () => document.querySelector('#t')?.toggleAttribute('hidden', true),
      () => document.querySelector('#t')?.toggleAttribute('hidden', false),
    ],
    covered: [
      () => {
        const d = document.createElement('div');
        d.id = 'd';
        d.setAttribute('style', 'position:fixed;inset:0;background:#0008');
        document.body.append(d);
      },
      () => document.querySelector('#d')?.remove(),
    ],
    'scrolled away': [() => document.querySelector('#sc')?.scrollTo(0, 600), () => document.querySelector('#sc')?.scrollTo(0, 0)],
    'taken out': [
      () => {
        const t = document.querySelector('#t');
        if (t) {
          Object.assign(window, { kept: t });
          t.remove();
        }
      },
      () => document.querySelector('#sc')?.prepend(Reflect.get(window, 'kept') as Node),
    ],
  };
  for (const [how, [go, come]] of Object.entries(away)) {
    await page.evaluate(go);
    await expect.poll(() => card(page).isVisible(), { message: how }).toBe(false);
    await page.evaluate(come);
    await expect
      .poll(
        async () => {
          const at = await spot(page, '#t');
          return [at.visible, Math.round(at.gap)];
        },
        { message: how },
      )
      .toEqual([true, 14]);
  }
  expect([await phases(page), await missing(page)]).toEqual([expect.not.arrayContaining(['failed:a']), []]);
});

test('what is only covered or scrolled away has no deadline; what was hidden or taken out and stays so has one', async () => {
  const page = await r.open({
    body: '<div id="sc" style="height:300px;width:500px;overflow:auto;margin:40px"><button id="t" style="margin:60px">T</button><div style="height:900px"></div></div><button id="u" style="margin:40px">U</button>',
  });
  const step = (css: string, id: string) =>
    tour(
      [
        { id: 'a', target: { css, wait: '150ms', missing: 'end' }, title: 'A' },
        { id: 'b', title: 'B' },
      ],
      { id },
    );
  await show(page, step('#t', 'scrolled'));
  await settle(page);
  await page.evaluate(() => document.querySelector('#sc')?.scrollTo(0, 600));
  await page.waitForTimeout(500);
  expect(await phases(page, 'scrolled')).not.toContain('failed:a');
  await page.evaluate(() => window.world.hide('scrolled', 'x'));
  for (const how of ['hidden', 'removed']) {
    await show(page, step('#u', how));
    await settle(page);
    await page.evaluate((remove) => {
      const u = document.querySelector('#u');
      if (remove) u?.remove();
      else u?.toggleAttribute('hidden', true);
    }, how === 'removed');
    await expect.poll(() => phases(page, how)).toContain('failed:a');
    await page.evaluate(() => document.querySelector('#u')?.toggleAttribute('hidden', false));
  }
  expect((await missing(page)).map((one) => [one?.content, one?.policy])).toEqual([
    ['hidden', 'end'],
    ['removed', 'end'],
  ]);
});

test('a beacon finds its element by a fallback and says so, follows it when it is rendered anew, and ends with a reason when it is gone', async () => {
  const page = await r.open();
  await show(page, { kind: 'hotspot', id: 'h', target: { css: '#old-save', wait: '150ms', fallbacks: [{ css: '#save' }] }, title: 'New' });
  await page.locator('.beacon').waitFor();
  expect(await tracks(page)).toMatchObject([
    { event: 'Target Drifted', properties: { content: 'h', target: '#old-save', used: 'fallback 1: css' } },
  ]);
  await page.evaluate(() => {
    const old = document.querySelector<HTMLElement>('#save');
    const fresh = old?.cloneNode(true) as HTMLElement;
    fresh.style.marginLeft = '80px';
    old?.replaceWith(fresh);
  });
  await frames(page);
  const [beacon, target] = [await page.locator('.beacon').boundingBox(), await page.locator('#save').boundingBox()];
  expect(Math.abs((beacon?.x ?? 0) + 14 - (target?.x ?? 0) - (target?.width ?? 0))).toBeLessThan(1.5);
  await page.evaluate(() => document.querySelector('#save')?.remove());
  await expect.poll(() => phases(page, 'h')).toEqual(['failed']);
  expect(await missing(page)).toMatchObject([{ content: 'h', policy: 'end' }]);
});

test('while a step waits for its element on a page that rests, not one timer and not one frame is asked for', async () => {
  const page = await r.open({
    head: "<script>window.asked = []; for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']) { const own = window[name]; window['own' + name] = own; window[name] = (...args) => { if (window.resting) window.asked.push(name); return own.apply(window, args); }; }</script>",
  });
  await show(page, tour([{ id: 'a', target: { css: '#late', missing: 'wait', wait: '30ms' }, title: 'A' }]));
  await expect.poll(() => missing(page)).toHaveLength(1);
  const asked = await page.evaluate(async () => {
    const w = window as unknown as { resting: boolean; asked: string[]; ownsetTimeout: typeof setTimeout };
    await new Promise((resolve) => w.ownsetTimeout.call(window, resolve, 200));
    w.resting = true;
    await new Promise((resolve) => w.ownsetTimeout.call(window, resolve, 700));
    w.resting = false;
    return w.asked;
  });
  expect(asked).toEqual([]);
  await append(page, 'late');
  await settle(page);
  expect((await spot(page, '#late')).visible).toBe(true);
});

test('from the first frame in which it can be seen, a card stands where it belongs', async () => {
  const page = await r.open();
  for (const css of ['#save', '#row2', '#nav3', '#create']) {
    await page.evaluate((where) => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => {
        const shown = document.querySelector('shirube-root')?.shadowRoot?.querySelector<HTMLElement>('.card');
        const a = shown?.getBoundingClientRect();
        const b = document.querySelector(where)?.getBoundingClientRect();
        if (shown?.checkVisibility({ visibilityProperty: true }) && a && b) {
          const gap =
            { bottom: a.top - b.bottom, top: b.top - a.bottom, right: a.left - b.right, left: b.left - a.right }[
              shown.dataset.side ?? ''
            ] ?? NaN;
          seen.push(`${Math.round(gap)} ${Math.round(a.left)} ${Math.round(a.top)} ${Math.round(a.width)}`);
        }
        // After the frame was painted: what is read here is what the person saw.
        if (seen.length < 15) requestAnimationFrame(() => setTimeout(look));
      };
      look();
    }, css);
    await show(page, {
      kind: 'popover',
      id: 'p',
      target: { css },
      title: 'Here',
      body: css === '#nav3' ? 'Short.' : 'A sentence that is long enough for a second line of the card. '.repeat(css === '#row2' ? 9 : 1),
    });
    const seen = () => page.evaluate(() => Reflect.get(window, 'seen') as string[]);
    await expect.poll(async () => (await seen()).length).toBe(15);
    expect([...new Set(await seen())], css).toEqual([expect.stringMatching(/^14 /)]);
    await page.evaluate(() => window.world.hide('p', 'x'));
  }
});
