/** A video whose parts come late, or not at all. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { config, open, type Site } from './video/site';
import { viewer } from './video/viewer';

const { now, video, position, until, ready, play, world, clean, violations } = viewer();
let at: Site;
let page: Page;
beforeEach(() => void ({ at, page } = now()));

describe('a viewer who is faster than the parts that come after the first picture', () => {
  /** Holds a part back until it is let go. */
  const hold = async (part: string) => {
    let go = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    await page.route(`**/${part}*.js`, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    return go;
  };
  const covered = () => world(() => (window.theatre.state().vid.native?.u ?? []).reduce((n, [a, b]) => n + b - a, 0));
  it('plays with the browser’s controls at once; every second counts when they are there', async () => {
    const go = await hold('late');
    await open(page, at, 'native');
    await ready();
    await video((el) => el.play());
    await until('el.currentTime > 1.2');
    expect(await world(() => window.theatre.signals.length)).toBe(0);
    go();
    await until('el.currentTime > 2.2');
    await video((el) => el.pause());
    await page.waitForTimeout(200);
    expect(Math.abs((await covered()) - (await position()))).toBeLessThan(0.3);
    expect(await world(() => window.theatre.tracks.map((t) => t.event))).toEqual(['Video Started', 'Video Progressed']);
    expect(await world(() => typeof window.theatre.state().vid.native?.ses)).toBe('string');
    await clean();
  });
  it('leaves before they are there, and is counted all the same', async () => {
    await hold('late');
    await open(page, at, 'native');
    await ready();
    await video((el) => el.play());
    await until('el.currentTime > 1');
    const left = await position();
    await world(() => window.theatre.handle?.destroy());
    expect(Math.abs((await covered()) - left)).toBeLessThan(0.3);
  });
  it('presses the first play button, which stays under their finger when the controls arrive', async () => {
    const go = await hold('player');
    await open(page, at, 'quiz');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Play', exact: true }).press('Enter');
    await until('!el.paused && el.currentTime > 0.1');
    const before = await page.locator('.sv-btn').boundingBox();
    go();
    await page.getByRole('slider', { name: 'Seek' }).waitFor();
    const after = await page.locator('.sv-btn').first().boundingBox();
    expect([after?.x, after?.y]).toEqual([before?.x, before?.y]);
    expect(await page.evaluate(() => document.querySelector('#host')?.shadowRoot?.activeElement?.getAttribute('aria-label'))).toBe('Pause');
    await clean();
  });
  it('finds the controls whole when their place is the last thing to arrive', async () => {
    const go = await hold('bar');
    await open(page, at, 'v1');
    await ready();
    await page.waitForTimeout(300);
    go();
    await page.getByRole('button', { name: 'Mute' }).waitFor();
    expect(await page.locator('.sv-btn svg').first().boundingBox()).toMatchObject({ width: 22, height: 22 });
    await clean();
  });
  it('gets the browser’s controls where ours cannot be loaded, and is counted', async () => {
    await page.route('**/player*.js', (route) => route.abort());
    await open(page, at, 'quiz');
    await until('el && el.controls');
    await video((el) => el.play());
    await until('el.currentTime > 0.5');
    await video((el) => el.pause());
    expect((await world(() => window.theatre.state().vid.quiz?.u ?? [])).length).toBe(1);
  });
});

describe('what can go wrong', () => {
  it.each([
    ['en', 'The video could not be loaded.', 'It may have been moved, or the connection was lost for a moment.', 'Try again'],
    ['ja', '動画を読み込めませんでした。', '動画が移動されたか、接続が一時的に切れた可能性があります。', 'もう一度試す'],
  ])('a file that is not there is said aloud with its probable cause and another try (%s)', async (lang, what, why, again) => {
    let there = false;
    await page.route('**/nowhere.webm', (route) =>
      there ? route.continue({ url: `${at.url}/clip.webm` }) : route.fulfill({ status: 404 }),
    );
    await open(page, at, 'lost', { lang });
    const alert = page.getByRole('alert');
    await alert.getByText(what).waitFor();
    await alert.getByText(why).waitFor();
    expect((await world(() => window.theatre.errors))[0]).toContain('media-src');
    expect(await page.locator('.sv-bar[inert]').count()).toBe(1);
    expect(await violations()).toEqual([]);
    there = true;
    await alert.getByRole('button', { name: again }).click();
    await ready();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('button', { name: lang === 'ja' ? '再生' : 'Play', exact: true }).click();
    await until('el.currentTime > 0.2');
  });
  it('a connection that is gone is named as what it is', async () => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
    await open(page, at, 'lost');
    await page.getByText('You seem to be offline. Check the connection and try again.').waitFor();
  });
  it('an address that is none is said, without another try', async () => {
    await open(page, at, 'bad', {
      config: { shirube: 1, videos: [{ id: 'bad', title: 'Bad', sources: [{ src: 'javascript:alert(1)' }] }] },
    });
    await page.getByRole('alert').getByText('Its address is not one of a video.').waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
  });
  it('captions that are not there leave the video playing', async () => {
    const broken = {
      ...config,
      videos: [{ ...(config.videos?.[0] ?? { id: 'v1', title: '', sources: [] }), captions: [{ lang: 'en', src: '/missing' }] }],
    };
    await open(page, at, 'v1', { config: broken });
    await play();
    expect((await world(() => window.theatre.errors))[0]).toContain('answered 404');
  });
  it('a video that is taken away stops, tidies up, and says that the viewer left', async () => {
    await open(page, at, 'v1');
    await play();
    await until('el.currentTime > 0.6');
    await world(() => window.theatre.handle?.destroy());
    expect(await page.locator('#host video, #host .sv-root').count()).toBe(0);
    const tracks = await world(() => window.theatre.tracks.map((t) => t.event));
    expect(tracks.slice(-3)).toEqual(['Video Paused', 'Video Progressed', 'Video Terminated']);
  });
});
