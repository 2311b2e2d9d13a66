/** What an opening asks of the page's main thread, and what closing leaves behind. */
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import { frames, show } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

const rows = Array.from({ length: 500 }, (_, i) => `<div class="r"><span>Row ${i}</span><b>${i}</b><i>x</i></div>`).join('');
const body = `<button id="save" style="margin:80px 200px">Save</button>${rows}`;
const tour = (id: string): Content => ({
  kind: 'tour',
  id,
  steps: [
    { id: 'a', target: { css: '#save' }, title: 'First', body: 'A sentence.' },
    { id: 'b', title: 'Second' },
    { id: 'c', title: 'Third' },
  ],
});
interface Event {
  name: string;
  ph: string;
  ts: number;
  dur: number;
  pid: number;
  tid: number;
}

test('a tour opens on a page of 2,000 nodes without forcing a single layout, at the first time as well', async () => {
  const page = await r.open({ body }, { viewport: { width: 1200, height: 797 } });
  // The view is there already, as it is after the idle time of a page.
  await show(page, { kind: 'tour', id: 'warm', steps: [{ id: 'a', target: { css: '#none', missing: 'wait' } }] });
  await page.evaluate(() => window.world.hide('warm', 'closed_by_app'));
  await page.waitForTimeout(300);
  await r.browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'] });
  await page.evaluate((content) => {
    setTimeout(() => window.world.show(content));
  }, tour('t'));
  await page.locator('.card').waitFor({ state: 'attached' });
  await page.waitForTimeout(700);
  const { traceEvents } = JSON.parse(String(await r.browser.stopTracing())) as { traceEvents: Event[] };
  const scripts = traceEvents.filter(
    ({ ph, name }) => ph === 'X' && ['FunctionCall', 'EvaluateScript', 'RunMicrotasks', 'v8.callFunction'].includes(name),
  );
  const asked = traceEvents.find(({ name }) => name === 'TimerFire');
  const forced = (kind: string) =>
    traceEvents.filter(
      ({ name, ph, ...at }) =>
        name === kind &&
        (ph === 'X' || ph === 'B') &&
        scripts.some((s) => s.tid === at.tid && s.pid === at.pid && s.ts <= at.ts && at.ts < s.ts + s.dur),
    ).length;
  expect(asked).toBeDefined();
  expect(await page.locator('.card').count()).toBe(1);
  expect(await page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.activeElement?.className)).toBe('dialog');
  console.log(`forced while opening: ${forced('Layout')} layouts, ${forced('UpdateLayoutTree')} style passes`);
  expect(traceEvents.filter(({ name }) => name === 'Layout').length).toBeGreaterThan(0);
  expect(forced('Layout')).toBe(0);
  // The first in a new place, and the one that any focus() costs.
  expect(forced('UpdateLayoutTree')).toBeLessThanOrEqual(2);
  await page.context().close();
});

test('a person who goes on to the next step does not see the bare page flash up: the veil comes just after the first card, and stays', async () => {
  const page = await r.open({ body: `<button id="save" style="margin:80px 200px">Save</button><button id="send">Send</button>${rows}` });
  const content: Content = {
    kind: 'tour',
    id: 'v',
    steps: [
      { id: 'a', target: { css: '#save' }, title: 'First' },
      { id: 'b', target: { css: '#send' }, title: 'Second' },
    ],
  };
  const seen = await page.evaluate(async (tour) => {
    const root = () => document.querySelector('shirube-root')?.shadowRoot;
    const veils: string[] = [];
    const watch = async (frames: number, title: string) => {
      for (let i = 0; veils.filter((one) => one.startsWith(title)).length < frames && i < 300; i++) {
        await new Promise((done) => {
          requestAnimationFrame(() => setTimeout(done));
        });
        const frame = root()?.querySelector('.frame');
        if (frame)
          veils.push(
            `${root()?.querySelector('h2')?.textContent ?? ''} ${/\d{4}px/.test(getComputedStyle(frame).boxShadow) ? 'veiled' : 'bare'}`,
          );
      }
    };
    window.world.show(tour);
    await watch(8, 'First');
    root()?.querySelector<HTMLElement>('.btn.primary')?.click();
    await watch(8, 'Second');
    return veils;
  }, content);
  expect(seen[0]).toBe('First bare');
  expect(seen.filter((one) => one.endsWith('bare')).length).toBeLessThanOrEqual(2);
  expect(seen.filter((one) => one.startsWith('First')).at(-1)).toBe('First veiled');
  expect(seen).not.toContain('Second bare');
  expect(seen.at(-1)).toBe('Second veiled');
  await page.context().close();
});

test('while a person scrolls, nested and outside, no script of ours forces a layout', async () => {
  const page = await r.open(
    {
      body: `<div id="sc" style="height:300px;width:500px;overflow:auto;margin:40px"><div style="height:100px"></div><button id="save">Save</button>${rows}</div>${rows}`,
    },
    { viewport: { width: 1200, height: 795 } },
  );
  await show(page, tour('t'));
  await page.locator('.card').waitFor();
  await frames(page);
  await r.browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'] });
  await page.evaluate(async () => {
    for (let i = 0; i < 30; i++) {
      document.querySelector('#sc')?.scrollBy(0, i % 2 ? 5 : -3);
      scrollBy(0, i % 3 ? 2 : -1);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  });
  const { traceEvents } = JSON.parse(String(await r.browser.stopTracing())) as { traceEvents: Event[] };
  const ours = traceEvents.filter(
    ({ ph, name, ...event }) => ph === 'X' && name === 'FunctionCall' && /\/(face|chunks\/)/.test(JSON.stringify(event)),
  );
  const forced = traceEvents.filter(
    ({ name, ph, ...at }) =>
      name === 'Layout' &&
      (ph === 'X' || ph === 'B') &&
      ours.some((s) => s.tid === at.tid && s.pid === at.pid && s.ts <= at.ts && at.ts < s.ts + s.dur),
  );
  expect(traceEvents.filter(({ name }) => name === 'UpdateLayoutTree' || name === 'Layout' || name === 'PrePaint').length).toBeGreaterThan(
    20,
  );
  console.log(`while scrolling: ${ours.length} calls of ours, ${forced.length} forced layouts`);
  expect(forced.length).toBe(0);
  await page.context().close();
});

/** Objects and closures of the page, by what they are; what V8 compiles for itself is neither. */
async function objects(cdp: CDPSession): Promise<Record<string, number>> {
  const parts: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void parts.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes, strings } = JSON.parse(parts.join('')) as {
    snapshot: { meta: { node_fields: string[]; node_types: [string[]] } };
    nodes: number[];
    strings: string[];
  };
  const {
    node_fields: fields,
    node_types: [types],
  } = snapshot.meta;
  const found: Record<string, number> = {};
  for (let i = 0; i < nodes.length; i += fields.length) {
    const type = types[nodes[i] ?? 0] ?? '';
    const name = strings[nodes[i + 1] ?? 0] ?? '';
    // Timings of slow frames are the browser's own, and come with a busy machine.
    if (['object', 'closure', 'native', 'regexp'].includes(type) && /^(?!.*(Timing|Performance|system|blink|Script))/.test(name))
      found[`${type} ${name}`] = (found[`${type} ${name}`] ?? 0) + 1;
  }
  return found;
}

test('somebody who opens and closes a tour ninety times has no object, closure or element more than after thirty', async () => {
  const page = await r.open({ body }, { viewport: { width: 1200, height: 796 } });
  const cdp = await page.context().newCDPSession(page);
  let n = 0;
  const rounds = async (count: number) => {
    await page.evaluate(
      async ([contents]) => {
        for (const content of contents) {
          window.world.show(content);
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          window.world.hide(content.id, 'closed_by_app');
          await new Promise(requestAnimationFrame);
        }
        // What the stand-in for the host writes down is not ours.
        window.world.signals.length = window.world.tracks.length = 0;
      },
      [Array.from({ length: count }, () => tour(`t${++n % 5}`))] as const,
    );
    await frames(page);
    await page.waitForTimeout(200);
  };
  await rounds(30);
  const before = await objects(cdp);
  await rounds(60);
  const after = await objects(cdp);
  const grown = Object.entries(after)
    .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
    .filter(([, more]) => more >= 12);
  expect(grown).toEqual([]);
  await page.context().close();
}, 120_000);

test('somebody whose page rehearses a card while idle sees, hears and loses nothing', async () => {
  // Looks in every frame, from before the guidance is there.
  const watch = `<script>window.cards = []; (function look() {
    for (const card of document.querySelector('shirube-root')?.shadowRoot.querySelectorAll('.surface, [role]') ?? []) window.cards.push(getComputedStyle(card).visibility + (card.getAttribute('role') ?? ''));
    requestAnimationFrame(look);
  })();</script>`;
  const page = await r.open(
    { body, before: watch, world: { config: { content: [tour('t')] } } },
    { viewport: { width: 1200, height: 795 } },
  );
  await page.waitForFunction(() => (window as unknown as { cards: string[] }).cards.length > 0);
  await frames(page);
  const after = await page.evaluate(() => {
    const root = document.querySelector('shirube-root')?.shadowRoot;
    return {
      cards: [...new Set((window as unknown as { cards: string[] }).cards)],
      left: root?.querySelectorAll('.slot').length,
      said: root?.querySelector('[aria-live]')?.textContent,
      focus: document.activeElement?.localName,
      scrolled: scrollY,
      signals: window.world.signals.length,
      tracks: window.world.tracks.length,
      errors: window.world.errors,
    };
  });
  expect(after).toEqual({ cards: ['hidden'], left: 0, said: '', focus: 'body', scrolled: 0, signals: 0, tracks: 0, errors: [] });
  await page.context().close();
});

test('a card whose target moves in the very moment of its opening stands right in its first frame', async () => {
  const page = await r.open({ body: `<div id="push"></div>${body}` }, { viewport: { width: 1200, height: 794 } });
  const gaps = await page.evaluate(async (content) => {
    const ends: number[] = [];
    window.world.show({ ...content, id: 'warm' });
    for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
    window.world.hide('warm', 'closed_by_app');
    window.world.show(content);
    const push = document.querySelector<HTMLElement>('#push');
    if (push) push.style.height = '37px';
    for (let i = 0; i < 5; i++) {
      // After the layout and before the next frame.
      await new Promise((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(0);
        }),
      );
      const card = document.querySelector('shirube-root')?.shadowRoot?.querySelector('.card')?.getBoundingClientRect();
      const target = document.querySelector('#save')?.getBoundingClientRect();
      ends.push(Math.round((card?.top ?? NaN) - (target?.bottom ?? NaN)));
    }
    return ends;
  }, tour('moved'));
  expect(gaps).toEqual([14, 14, 14, 14, 14]);
  await page.context().close();
});
