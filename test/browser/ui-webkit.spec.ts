/** The placement and focus set in WebKitGTK, where it can be driven. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFace } from './ui/harness/bundle';
import { hostPage, type HostOptions } from './ui/harness/page';
import { serve, type HarnessServer } from './ui/harness/server';
import { findWebKit, launchWebKit, type WebKit } from './ui/harness/webkit';

const found = findWebKit();
if ('missing' in found) console.warn(`WebKitGTK cannot be driven here: ${found.missing} is not installed. Its tests did not run.`);
const TAB = '\uE004';
const ESCAPE = '\uE00C';

describe.runIf(!('missing' in found))('in WebKitGTK', { timeout: 90_000 }, () => {
  let browser: WebKit;
  let server: HarnessServer;
  let dispose = () => {};
  let n = 0;
  beforeAll(async () => {
    const bundle = await bundleFace();
    ({ dispose } = bundle);
    server = await serve(bundle.dir);
    browser = await launchWebKit();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    dispose();
  });
  const open = async (options: HostOptions = {}, headers?: Record<string, string>) => {
    await browser.goto(server.page(`/w${++n}`, { html: hostPage(options), ...(headers && { headers }) }));
    await browser.run(
      "for (let i = 0; i < 200 && !document.documentElement.dataset.ready; i++) await new Promise((r) => setTimeout(r, 25)); if (!document.documentElement.dataset.ready) throw new Error('the face did not start');",
    );
  };
  /** Shows content, waits for the card, and measures it against an element; `after` runs in between. */
  const gap = (content: object, target: string, after = '') =>
    browser.run<{ gap: number; side: string }>(`
    const root = () => document.querySelector('shirube-root')?.shadowRoot;
    window.world.show(${JSON.stringify(content)});
    for (let i = 0; i < 120 && !root()?.querySelector('.card'); i++) await new Promise((r) => setTimeout(r, 25));
    const rest = () => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 60))));
    await rest();
    ${after}
    await rest();
    const card = root().querySelector('.card'); const a = card.getBoundingClientRect(); const b = (${target}).getBoundingClientRect();
    const side = card.dataset.side;
    return { side, gap: { bottom: a.top - b.bottom, top: b.top - a.bottom, right: a.left - b.right, left: b.left - a.right }[side] };`);

  test('a card stands by its target, follows it in a scroller, and is met inside a transform', async () => {
    await open({
      body: '<div id="sc" style="height:220px;overflow:auto;width:500px;margin:20px 100px"><div style="height:120px"></div><button id="t">T</button><div style="height:900px"></div></div><div style="transform:translate(40px,10px) scale(1.3);width:200px"><button id="tr">Tr</button></div>',
    });
    const at = await gap(
      { kind: 'popover', id: 'p', target: { css: '#t' }, title: 'Here' },
      "document.querySelector('#t')",
      "document.querySelector('#sc').scrollTop = 40;",
    );
    expect(Math.abs(at.gap - 14)).toBeLessThan(1.5);
    await browser.run("window.world.hide('p', 'x')");
    const turned = await gap(
      { kind: 'popover', id: 'q', target: { css: '#tr' }, title: 'Here' },
      "document.querySelector('#tr')",
      'await new Promise((r) => setTimeout(r, 300));',
    );
    expect(Math.abs(turned.gap - 14)).toBeLessThan(1.5);
  });

  test('a target inside a shadow root is found, and one that is rendered anew keeps its card', async () => {
    await open({ body: '<x-a></x-a><button id="save" style="margin:80px">S</button>' });
    await browser.run(
      "const b = document.createElement('button'); b.textContent = 'Deep'; b.style.margin = '60px'; document.querySelector('x-a').attachShadow({ mode: 'open' }).append(b);",
    );
    const deep = await gap(
      { kind: 'popover', id: 'd', target: { css: 'x-a >>> button' }, title: 'Here' },
      "document.querySelector('x-a').shadowRoot.querySelector('button')",
    );
    expect(Math.abs(deep.gap - 14)).toBeLessThan(1.5);
    await browser.run("window.world.hide('d', 'x')");
    const fresh = await gap(
      { kind: 'popover', id: 'p', target: { css: '#save' }, title: 'Here' },
      "document.querySelector('#save')",
      "for (let i = 0; i < 10; i++) { const old = document.querySelector('#save'); const f = old.cloneNode(true); f.style.marginLeft = 80 + i * 4 + 'px'; old.replaceWith(f); await new Promise(requestAnimationFrame); }",
    );
    expect(Math.abs(fresh.gap - 14)).toBeLessThan(1.5);
  });

  test('the focus goes in, a modal holds it, Escape closes, and it returns', async () => {
    await open();
    await browser.run("document.querySelector('#save').focus()");
    await gap({ kind: 'modal', id: 'm', title: 'M' }, 'document.body');
    const inside = () => browser.run<string>('return document.activeElement?.localName');
    expect(await inside()).toBe('shirube-root');
    await browser.press(TAB, TAB, TAB, TAB);
    expect(await inside()).toBe('shirube-root');
    await browser.press(ESCAPE);
    expect(await browser.run<string>('await new Promise((r) => setTimeout(r, 100)); return document.activeElement?.id')).toBe('save');
    expect(await browser.run<string[]>('return window.world.phases()')).toContain('dismissed');
  });

  test('a strict policy with Trusted Types sees no violation', async () => {
    await open(
      {
        nonce: 'n',
        head: '<script nonce="n">window.v=[];document.addEventListener("securitypolicyviolation",e=>window.v.push(e.violatedDirective))</script>',
        world: { nonce: 'n' },
      },
      {
        'content-security-policy':
          "default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'nonce-n'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
      },
    );
    const at = await gap(
      { kind: 'tour', id: 't', steps: [{ id: 'a', target: { css: '#save' }, title: 'A' }] },
      "document.querySelector('#save')",
    );
    expect(Math.abs(at.gap - 14)).toBeLessThan(1.5);
    expect(await browser.run<string[]>('return window.v')).toEqual([]);
  });
});
