/** What becomes of a card when its target is late, hidden, covered, scrolled away or gone: each has a stated behaviour, and is reported. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { roleSelector } from '../../packages/browser/src/ui/target/names';
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

test('a card whose target the page pushes out of sight while it loads scrolls to it once more, and not after anything was scrolled', async () => {
  const page = await r.open({
    body: '<div id="late"></div><button id="go" style="margin:200px">Go</button><div style="height:4000px"></div>',
  });
  const push = (by: number) =>
    page.evaluate((height) => ((document.querySelector('#late') as HTMLElement).style.height = `${height}px`), by);
  await show(page, { kind: 'popover', id: 'p', target: { css: '#go' }, title: 'Here' });
  await settle(page);
  await push(1500);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await expect.poll(() => spot(page, '#go')).toMatchObject({ visible: true, gap: expect.closeTo(14, 0) as number });
  await push(0);
  await page.evaluate(() => window.world.hide('p', 'x'));
  await page.evaluate(() => scrollTo(0, 0));
  await frames(page);
  await show(page, { kind: 'popover', id: 'q', target: { css: '#go' }, title: 'Here' });
  await settle(page);
  await page.evaluate(() => scrollTo(0, 3000));
  await expect.poll(async () => (await spot(page, '#go')).visible).toBe(false);
  await page.waitForTimeout(150);
  expect(await page.evaluate(() => scrollY)).toBe(3000);
});

test('a target without a box of its own is met where its children are, unless they are clipped away', async () => {
  const page = await r.open({
    body: `<div style="padding:200px"><div id="contents" style="display:contents"><i></i><button id="inner">Inner</button></div>
      <span id="floating"><a style="float:left" id="floated">Floated</a></span><x-host id="host"></x-host>
      <div id="folded" style="height:0;overflow:hidden"><button>Folded</button></div></div>`,
  });
  await page.evaluate(() => {
    const root = (document.querySelector('#host') as HTMLElement).attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':host{display:contents}');
    root.adoptedStyleSheets = [sheet];
    root.append(Object.assign(document.createElement('button'), { textContent: 'Shadow', id: 'deep' }));
  });
  for (const [css, at] of [
    ['#contents', '#inner'],
    ['#floating', '#floated'],
    ['#host', '#host >>> #deep'],
  ] as const) {
    await show(page, { kind: 'popover', id: css, target: { css }, title: css });
    await settle(page);
    expect(await spot(page, at), css).toMatchObject({ visible: true, gap: expect.closeTo(14, 0) as number });
    await page.evaluate((id) => window.world.hide(id, 'x'), css);
  }
  await show(page, { kind: 'popover', id: 'folded', target: { css: '#folded', wait: '30ms' }, title: 'x' });
  await expect.poll(() => phases(page, 'folded')).toEqual(['failed']);
  expect(await missing(page)).toHaveLength(1);
});

const ROLES = `<header id=e1>h</header><main id=e2><article id=e3><header id=e4>x</header><footer id=e5>x</footer></article><section id=e6 aria-label=S>s</section><section id=e7>s</section>
  <aside id=e8>a</aside><fieldset id=e9><legend>Address</legend><input id=e10></fieldset><details id=e11 open><summary>More</summary>d</details><form id=e12 aria-label=F>f</form>
  <img id=e13 alt=""><img id=e14 alt=A><figure id=e15>f</figure><progress id=e16></progress><meter id=e17>m</meter><output id=e18>o</output><search id=e19>s</search><hr id=e20>
  <select id=e21><option id=e22>1</option></select><select id=e23 size=3><option id=e24>2</option></select><select id=e25 multiple></select><input id=e26 type=search><input id=e27 type=search list=l>
  <input id=e28 list=l><datalist id=l></datalist><input id=e29 type=email><textarea id=e30></textarea><input id=e31 type=number><input id=e32 type=range><input id=e33 type=checkbox><input id=e34 type=radio>
  <table id=e35><caption id=e36>C</caption><thead id=e37><tr id=e38><th id=e39>h</th></tr></thead><tbody id=e40><tr id=e41><th scope=row id=e42>r</th><td id=e43>d</td></tr></tbody></table>
  <ul id=e44><li id=e45>l</li></ul><menu id=e46></menu><dl><dt id=e47>t</dt><dd id=e48>d</dd></dl><h2 id=e49>h</h2><a id=e50 href=x>a</a><a id=e51>a</a><button id=e52 role=tab>t</button><nav id=e53>n</nav>
  <p id=e54>p</p><time id=e55>t</time><code id=e56>c</code><blockquote id=e57>b</blockquote><dialog id=e59 open>d</dialog><button id=e60>b</button><input type=submit id=e61></main><footer id=e62>f</footer>`;

test('every role finds the elements that have it without saying so, as the browser counts them', async () => {
  const page = await r.open({ body: ROLES, bare: true });
  const roles =
    'article banner blockquote button caption cell checkbox code columnheader combobox complementary contentinfo definition dialog figure form group heading img link list listbox listitem main meter navigation option paragraph progressbar radio region row rowgroup rowheader search searchbox separator slider spinbutton status tab table term textbox time';
  for (const role of roles.split(' ')) {
    const theirs = await page.getByRole(role as 'button', { includeHidden: true }).evaluateAll((all) => all.map(({ id }) => id));
    const ours = await page.evaluate((css) => Array.from(document.querySelectorAll(css), ({ id }) => id), roleSelector(role));
    expect(ours.filter((id) => /^e/.test(id)).sort(), role).toEqual(theirs.filter((id) => /^e/.test(id)).sort());
  }
});

test('a group of fields is found by what its legend says', async () => {
  const page = await r.open({ body: ROLES });
  await show(page, { kind: 'popover', id: 'p', target: { role: 'group', name: 'Address' }, title: 'Here' });
  await settle(page);
  expect(await spot(page, '#e9')).toMatchObject({ visible: true, gap: expect.closeTo(14, 0) as number });
});
