/** The ordinary accidents in WebKitGTK: those that need neither a second tab nor a crash on command, which its driver does not offer. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stage } from '../chaos/accidents.mjs';
import { startCollector, until } from '../chaos/collector.mjs';
import { findWebKit, launchWebKit, type WebKit } from './ui/harness/webkit';

const found = findWebKit();
if ('missing' in found) console.warn(`WebKitGTK cannot be driven here: ${found.missing} is not installed. Its accidents were not staged.`);
const STAGED = [
  'track, then navigate at once',
  'connection refused, leave, come back',
  '503, leave, come back',
  'the host filled localStorage',
  'localStorage full, 503, leave, come back',
  'one bad event of ten',
];

/** As much of the other browsers' driver as the accidents use. Every accident has a port, so an origin, of its own. */
const asBrowser = (webkit: WebKit): Browser => {
  let at = 'about:blank';
  const page = {
    url: () => at,
    goto: async (url: string) => webkit.goto((at = url)),
    evaluate: (work: (arg: unknown) => unknown, arg?: unknown) =>
      webkit.run(`return await (${String(work)})(${JSON.stringify(arg) ?? ''});`),
  };
  return {
    newContext: async () => ({ newPage: async () => page, pages: () => [page], close: () => webkit.goto('about:blank') }),
  } as unknown as Browser;
};

describe.runIf(!('missing' in found))('in WebKitGTK nothing is lost and nothing is stored twice', { timeout: 90_000 }, () => {
  let webkit: WebKit;
  beforeAll(async () => {
    webkit = await launchWebKit();
  });
  afterAll(() => webkit?.close());
  it('a server that goes away before the sender has been fetched: the next page sends what waits', async () => {
    const collector = await startCollector();
    try {
      let gone: Promise<void> | undefined;
      Object.assign(collector, {
        files: new Proxy({}, { get: (_files, path) => void (String(path).includes('sender') && (gone ??= collector.down())) }),
      });
      await webkit.goto(collector.url);
      await until(() => gone);
      await webkit.run("for (let i = 0; i < 5; i++) void window.shirube.track('e' + i); await new Promise((r) => setTimeout(r, 500));");
      await webkit.goto('about:blank');
      await gone;
      await collector.up();
      await webkit.goto(`${collector.url}/again`);
      expect(await until(() => collector.names().length >= 5, 20_000)).toBe(true);
      expect(collector.names()).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
    } finally {
      await collector.close();
    }
  });
  /** Whether coming back to the page finds it as it was left: it says so itself. */
  const restored = async (url: string, body: string): Promise<string[]> => {
    const collector = await startCollector();
    try {
      await webkit.goto(collector.url + url);
      await webkit.run(`addEventListener('pageshow', (event) => void fetch(event.persisted ? '/restored' : '/reloaded')); ${body}`);
      await webkit.goto(`${collector.url}/elsewhere`);
      await webkit.run('setTimeout(() => history.back(), 50);').catch(() => {});
      await until(() => collector.paths.some((path) => /^\/re(stored|loaded)$/.test(path)), 6000);
      await until(() => collector.names().includes('after') || url === '/blank', 6000);
      return [...collector.paths.filter((path) => /^\/re(stored|loaded)$/.test(path)), ...collector.names()];
    } finally {
      await webkit.goto('about:blank');
      await collector.close();
    }
  };
  it('keeps the page in the back/forward cache, as it keeps a page without us; events go on there', async ({ skip }) => {
    const [without] = await restored('/blank', '');
    // The driver of some versions turns that cache off for every page: then nothing was seen, and nothing is claimed.
    if (without !== '/restored') skip(`WebKitGTK keeps no page at all when it is driven here (${without ?? 'no answer'}): not staged`);
    const seen = await restored(
      '/',
      "addEventListener('pageshow', () => void window.shirube.track('after')); await window.shirube.track('before'); await window.shirube.flush();",
    );
    expect(seen).toEqual(['/restored', 'before', 'after']);
  });
  it.each(STAGED)('%s', async (name) => {
    const staged = await stage(name, asBrowser(webkit), 'webkit');
    expect(staged.lost).toBe(0);
    expect(staged.ledger).toMatchObject({ balanced: true, told: true, queued: 0 });
    expect(staged.largest).toBeLessThanOrEqual(16_384);
  });
});
