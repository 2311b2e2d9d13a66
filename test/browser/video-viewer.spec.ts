/** A random viewer and a real <video>, in each engine: what is counted against what the browser itself says was played. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowsers, launch, type EngineName } from '../helpers/browsers';
import { open, site, type Site } from './video/site';

let at: Site;
beforeAll(async () => {
  at = await site();
});
afterAll(async () => {
  await at?.close();
});

/** Small, fast and the same every time for the same seed (mulberry32). */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
type Deed = 'play' | 'pause' | 'seek' | 'rate' | 'again' | 'mute';

async function act(page: Page, deed: Deed, chance: number): Promise<void> {
  await page.evaluate(
    async ([what, p]) => {
      const el = document.querySelector('#host')?.shadowRoot?.querySelector('video');
      if (!el) return;
      if (what === 'play') await el.play();
      if (what === 'pause') el.pause();
      if (what === 'seek') el.currentTime = p * 29;
      if (what === 'again') el.currentTime = Math.max(0, el.currentTime - 2 * p);
      if (what === 'rate') el.playbackRate = [0.75, 1, 1.5, 2][Math.floor(p * 4)] ?? 1;
      if (what === 'mute') el.muted = !el.muted;
    },
    [deed, chance] as const,
  );
}

/** Returns what the browser says, what we say, and the media seconds of all plays together. */
async function view(page: Page, seed: number, deeds: number): Promise<{ browser: number; ours: number; clean: string[] }> {
  await open(page, at, 'native');
  await page.waitForFunction(() => (document.querySelector('#host')?.shadowRoot?.querySelector('video')?.readyState ?? 0) >= 3);
  await page.evaluate(() => {
    const el = document.querySelector('#host')?.shadowRoot?.querySelector('video');
    if (el) el.muted = true;
    // Firefox leaves out of `played` what was played before the first seek.
    if (el) el.currentTime = 0.1;
  });
  await page.waitForTimeout(150);
  const random = dice(seed);
  await act(page, 'play', 0);
  for (let i = 0; i < deeds; i++) {
    await page.waitForTimeout(200 + random() * 900);
    const deed = (['seek', 'seek', 'again', 'rate', 'pause', 'mute'] as const)[Math.floor(random() * 6)] ?? 'seek';
    await act(page, deed, random());
    if (deed === 'pause') await page.waitForTimeout(150);
    await act(page, 'play', 0);
  }
  await page.waitForTimeout(500);
  await act(page, 'pause', 0);
  await page.waitForTimeout(200);
  return page.evaluate(() => ({
    browser: window.theatre.played(),
    ours: (window.theatre.state().vid.native?.u ?? []).reduce((n, [a, b]) => n + b - a, 0),
    clean: [...window.theatre.violations, ...window.theatre.errors],
  }));
}

const engines = (Object.entries(findBrowsers()) as [EngineName, string | undefined][]).flatMap(([name, path]) => (path ? [name] : []));
// Side by side: a viewer mostly waits.
describe.concurrent.each(engines)('a random viewer in %s', (engine) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(engine, {
      args: ['--autoplay-policy=no-user-gesture-required'],
      firefoxUserPrefs: { 'media.autoplay.default': 0 },
    });
  });
  afterAll(async () => {
    await browser?.close();
  });
  it.each(process.env.SHIRUBE_SEEDS?.split(',').map(Number) ?? [4242])(
    'is counted within 0.3 s of what the browser played (seed %i)',
    async (seed) => {
      const page = await browser.newPage();
      const { browser: real, ours, clean } = await view(page, seed, Number(process.env.SHIRUBE_DEEDS ?? 7));
      console.log(`${engine} seed ${seed}: browser ${real.toFixed(3)} s, counted ${ours.toFixed(3)} s`);
      expect(clean).toEqual([]);
      expect(real).toBeGreaterThan(2);
      expect(Math.abs(real - ours)).toBeLessThan(0.3);
      await page.close();
    },
    60_000,
  );
});
