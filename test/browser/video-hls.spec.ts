/** HLS in a real browser: by hls.js where the browser cannot, by another file, or with a word about what to do. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { open, type Site } from './video/site';
import { viewer } from './video/viewer';

const { now, video, until, play, world, clean } = viewer();
let at: Site;
let page: Page;
beforeEach(() => void ({ at, page } = now()));

describe('an HLS video', () => {
  it('with another file plays that one where nobody can play the list', async () => {
    await cannot();
    await open(page, at, 'h', {
      config: { ...hls, videos: [{ id: 'h', title: 'HLS', sources: [{ src: '/list.m3u8' }, { src: '/clip.webm' }] }] },
    });
    await play();
    expect(await page.getByRole('alert').count()).toBe(0);
    await clean();
  });
  const hls = { shirube: 1 as const, videos: [{ id: 'h', title: 'HLS', sources: [{ src: '/list.m3u8' }] }] };
  const cannot = () =>
    page.addInitScript(() => {
      HTMLMediaElement.prototype.canPlayType = () => '';
    });
  it('is played by hls.js from the app’s own address where the browser cannot, and tidied up', async () => {
    await cannot();
    await open(page, at, 'h', { config: { ...hls, videoSettings: { hls: '/hls.js' } } });
    await play();
    expect(await page.evaluate(() => String(Reflect.get(window, 'loaded')))).toBe(`${at.url}/list.m3u8`);
    await until('el.currentTime > 0.4');
    await world(() => window.theatre.handle?.destroy());
    expect(await page.evaluate(() => Reflect.get(window, 'destroyed'))).toBe(true);
    expect(await world(() => (window.theatre.state().vid.h?.u ?? []).length)).toBe(1);
    await clean();
  });
  it('in parts is really played by hls.js; jumps, speed and re-watching are counted as the browser counts them', async () => {
    await cannot();
    const real = {
      shirube: 1 as const,
      videoSettings: { hls: '/vendor/hls.light.mjs' },
      videos: [{ id: 'h', title: 'HLS', sources: [{ src: '/hls/list.m3u8' }] }],
    };
    // A player that feeds the browser its parts does so under a blob: address; nothing else of the policy is opened.
    await open(page, at, 'h', { config: real, allow: { 'media-src': 'blob:' } });
    await play();
    await until('el.currentTime > 1.2');
    await video((el) => void (el.currentTime = 9.5));
    await until('!el.seeking && el.currentTime > 10.6');
    await video((el) => void (el.playbackRate = 2));
    await until('el.currentTime > 13');
    await video((el) => void (el.currentTime = 11));
    await until('!el.seeking && el.currentTime > 12');
    await video((el) => el.pause());
    await page.waitForTimeout(200);
    const [browsers, ours] = await world(
      () => [window.theatre.played(), (window.theatre.state().vid.h?.u ?? []).reduce((n, [a, b]) => n + b - a, 0)] as const,
    );
    console.log(`HLS in five parts: browser ${browsers.toFixed(3)} s, counted ${ours.toFixed(3)} s`);
    expect(Math.abs(browsers - ours)).toBeLessThan(0.3);
    expect(await world(() => window.theatre.state().vid.h)).toMatchObject({ conf: 'exact' });
    expect(await world(() => Math.abs((window.theatre.state().vid.h?.d ?? 0) - 20))).toBeLessThan(0.2);
    expect(at.requests.filter((path) => path.startsWith('/hls/part')).length).toBeGreaterThan(2);
    await clean();
  });
  it('says what to do where nobody can play it', async () => {
    await cannot();
    await open(page, at, 'h', { config: hls });
    await page.getByText('The video could not be loaded.').waitFor();
    expect((await world(() => window.theatre.errors)).join(' ')).toContain('videoSettings.hls');
  });
});
