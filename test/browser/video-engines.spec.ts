/** The player in the engines beside Chromium: Firefox, and WebKitGTK where it can be driven and has a decoder. One way of driving for both. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, noFirefox } from '../helpers/browsers';
import { findWebKit, launchWebKit } from './ui/harness/webkit';
import { config, site, type Site } from './video/site';

interface Engine {
  goto(url: string): Promise<void>;
  run<T>(body: string): Promise<T>;
  close(): Promise<void>;
}
const webkit = findWebKit();
const engines: Record<string, { missing: string; start(): Promise<Engine> }> = {
  Firefox: {
    missing: noFirefox(),
    async start() {
      const browser = await launch('firefox', { firefoxUserPrefs: { 'media.autoplay.default': 0 } });
      const page = await browser.newPage();
      return {
        goto: async (url) => void (await page.goto(url)),
        run: (body) => page.evaluate(`(async () => { ${body} })()`),
        close: () => browser.close(),
      };
    },
  },
  WebKitGTK: { missing: 'missing' in webkit ? `no ${webkit.missing}` : '', start: launchWebKit },
};
for (const [name, { missing }] of Object.entries(engines))
  if (missing) console.warn(`${name} cannot be driven here: ${missing}. Its video tests did not run.`);

/** What every script may use. */
const TOOLS = `
  const rest = (ms) => new Promise((r) => setTimeout(r, ms));
  const root = () => document.querySelector('#host').shadowRoot;
  const el = () => root().querySelector('video');
  const until = async (test, what) => { for (let i = 0; i < 600; i++) { if (test()) return; await rest(25); } const v = el(); throw new Error('it never was so: ' + (what || test) + (v ? '; paused ' + v.paused + ', seeking ' + v.seeking + ', ready ' + v.readyState + ', at ' + v.currentTime : '')); };
  const covered = (id) => (window.theatre.state().vid[id]?.u ?? []).reduce((n, [a, b]) => n + b - a, 0);
  const clean = () => [...window.theatre.violations, ...window.theatre.errors];
`;

for (const [name, { missing, start }] of Object.entries(engines))
  describe.skipIf(missing)(`in ${name}`, { timeout: 90_000 }, () => {
    // The playback of WebKitGTK (GStreamer) at times stands still for good: not paused, not seeking, without data. Whoever opens the page again can go on.
    const retry = name === 'WebKitGTK' ? 3 : 0;
    let at: Site;
    let engine: Engine;
    beforeAll(async () => {
      [at, engine] = await Promise.all([site(), start()]);
    });
    afterAll(async () => {
      await engine?.close();
      await at?.close();
    });
    const run = <T>(body: string) => engine.run<T>(TOOLS + body);
    const open = async (id: string, setup: object = {}, before = '') => {
      await engine.goto(
        `${at.url}/?s=${encodeURIComponent(JSON.stringify({ config, lang: 'en', consent: 'granted', dark: false, ...setup }))}`,
      );
      await run(`await until(() => 'theatre' in window); ${before} window.theatre.mount('${id}');`);
    };

    test('a viewer who jumps, watches again and doubles the speed is counted as the browser counts', { retry }, async () => {
      await open('native');
      const { played, ours, faults } = await run<{ played: number; ours: number; faults: string[] }>(`
      await until(() => el() && el().readyState >= 3);
      let goal = 0.1;
      const settled = () => until(() => !el().seeking && el().currentTime > goal + 0.6);
      el().muted = true; el().currentTime = goal; await until(() => !el().seeking);
      await el().play(); await settled(); await rest(500);
      el().currentTime = goal = 10; await settled();
      el().currentTime = goal = 9.2; await settled();
      el().playbackRate = 2; await rest(1200);
      // WebKitGTK may keep the word "pause" for itself after a change of speed; whoever leaves hands over what is open.
      el().pause(); await rest(400); dispatchEvent(new Event('pagehide'));
      return { played: window.theatre.played(), ours: covered('native'), faults: clean() };`);
      console.log(`${name}: browser ${played.toFixed(3)} s, counted ${ours.toFixed(3)} s`);
      expect(faults).toEqual([]);
      expect(played).toBeGreaterThan(2);
      expect(ours - played).toBeLessThan(0.3);
      // WebKitGTK on a busy machine tells late where it is after a change of speed: what it did not tell in time is not counted.
      expect(played - ours).toBeLessThan(name === 'WebKitGTK' ? 1 : 0.3);
    });
    test('who reloads goes on where they left', async () => {
      await open('native', {}, 'sessionStorage.clear();');
      const left = await run<number>(
        'await until(() => el() && el().readyState >= 3); el().muted = true; await el().play(); await until(() => el().currentTime > 3); el().pause(); await rest(300); return el().currentTime;',
      );
      await open('native');
      expect(
        Math.abs((await run<number>('await until(() => el() && el().readyState >= 2); await rest(300); return el().currentTime;')) - left),
      ).toBeLessThan(0.6);
    });
    test('our controls play, caption without sound, search the words and jump', { retry }, async () => {
      await open('v1', { lang: 'ja' });
      const got = await run<Record<string, unknown>>(`
      await until(() => el() && el().readyState >= 2 && root().querySelectorAll('.sv-btn').length > 3 && [...el().textTracks].length === 3 && [...el().textTracks].every((t) => t.cues && t.cues.length));
      el().muted = true;
      await until(() => [...el().textTracks].some((t) => t.mode === 'showing' && t.language === 'ja'), 'captions');
      root().querySelector('.sv-btn').click();
      await until(() => !el().paused && el().currentTime > 0.3, 'playing');
      root().querySelector('.sv-screen').dispatchEvent(new KeyboardEvent('keydown', { key: '5', bubbles: true }));
      await until(() => Math.abs(el().currentTime - 15) < 2, 'key');
      root().querySelector('.sv-text').click();
      await until(() => root().querySelector('.sv-words li'), 'words');
      const box = root().querySelector('.sv-search input');
      box.value = '消費税'; box.dispatchEvent(new Event('input', { bubbles: true }));
      await until(() => root().querySelectorAll('.sv-words li').length === 1, 'found');
      root().querySelector('.sv-words li button').click();
      await until(() => Math.abs(el().currentTime - 20) < 1.5, 'jump');
      el().pause(); await rest(300);
      const bar = root().querySelector('.sv-bar').getBoundingClientRect(), last = [...root().querySelectorAll('.sv-row > *')].pop().getBoundingClientRect();
      return { names: [...root().querySelectorAll('.sv-btn')].map((b) => b.getAttribute('aria-label')), fits: last.right <= bar.right + 1, faults: clean() };`);
      expect(got.faults).toEqual([]);
      expect(got.fits).toBe(true);
      expect(got.names).toContain('文字起こし');
    });
    test('a video that is not there is said aloud, with another try', async () => {
      await open('lost');
      expect(
        await run(
          `await until(() => root().querySelector('[role=alert]')); return [...root().querySelectorAll('[role=alert] p, [role=alert] button')].map((e) => e.textContent);`,
        ),
      ).toEqual(['The video could not be loaded.', 'It may have been moved, or the connection was lost for a moment.', 'Try again']);
    });
    test('a provider gets nothing before the click', async () => {
      await open('yt', { consent: 'pending' });
      expect(
        await run(
          `await until(() => root().querySelector('.sv-facade')); await rest(500); return { frames: root().querySelectorAll('iframe').length, foreign: performance.getEntriesByType('resource').filter((r) => !r.name.startsWith(location.origin)).length, says: root().querySelector('.sv-consent').textContent };`,
        ),
      ).toEqual({ frames: 0, foreign: 0, says: 'Playing loads content from youtube.com and sends it your IP address.' });
    });
  });
