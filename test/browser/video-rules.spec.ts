/** What a video under a policy lets a person do, in a real browser. */
import type { BrowserContext, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { open, type Site } from './video/site';
import { viewer } from './video/viewer';

const { now, video, until, play, world, clean } = viewer();
let context: BrowserContext;
let at: Site;
let page: Page;
beforeEach(() => void ({ context, at, page } = now()));

describe('a compliance video', () => {
  it('cannot be skipped ahead on the first viewing, only at normal speed, and says why', async () => {
    await open(page, at, 'v2');
    await play();
    await until('el.currentTime > 1');
    await video((el) => void (el.currentTime = 25));
    await until('el.currentTime < 4 && !el.seeking');
    await page.getByText('You can skip ahead after the first viewing.').waitFor();
    await video((el) => void (el.playbackRate = 2));
    await until('el.playbackRate === 1');
    expect(await page.getByRole('combobox', { name: 'Speed' }).count()).toBe(0);
    expect(await world(() => (window.theatre.state().vid.v2?.u ?? []).every(([, b]) => b < 5))).toBe(true);
    await world(() => window.theatre.emit({ kind: 'video', video: 'v2', from: 0, to: 30, duration: 30 }));
    await video((el) => void (el.currentTime = 25));
    await until('el.currentTime > 24');
    await clean();
  });
  it('plays in one tab: starting another such video in the next tab pauses the first; one without that rule does not', async () => {
    await open(page, at, 'v2');
    await play();
    const other = await context.newPage();
    await open(other, at, 'quiz');
    await play(other);
    expect(await video((el) => el.paused)).toBe(false);
    await open(other, at, 'v4');
    await play(other);
    await until('el.paused');
    await page.getByText('Paused here because a video plays in another tab.').waitFor();
    expect(await video((el) => el.paused, other)).toBe(false);
  });
});
