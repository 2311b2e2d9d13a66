/** YouTube, Vimeo and other frames, against stand-ins, under a policy that allows their frames and nothing else of theirs. */
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { providerFrame, serveEmbeds, type Embeds } from './video/embeds';
import { config, open, type Site } from './video/site';
import { viewer } from './video/viewer';

const { now } = viewer();
let context: BrowserContext;
let at: Site;
let page: Page;
let embeds: Embeds;
beforeEach(async () => {
  ({ context, at, page } = now());
  embeds = await serveEmbeds(page);
});

declare global {
  interface Window {
    person: { play(): void; pause(): void; seek(t: number): void; speed(r: number): void };
    truth(): [number, number][];
    refuse(method: string, name: string): void;
  }
}
const pieces = (id: string) => page.evaluate((video) => window.theatre.state().vid[video]?.u ?? [], id);
const sum = (list: [number, number][]) => list.reduce((n, [a, b]) => n + b - a, 0);
const union = (list: [number, number][]) => {
  const out: [number, number][] = [];
  for (const [a, b] of [...list].sort((x, y) => x[0] - y[0])) {
    const last = out.at(-1);
    if (last && a <= last[1] + 0.05) last[1] = Math.max(last[1], b);
    else out.push([a, b]);
  }
  return out;
};
const wait = (ms: number) => page.waitForTimeout(ms);

/** Plays, jumps, watches something twice, doubles the speed, pauses: and compares with what the player knows of itself. */
async function viewing(frame: Frame, id: string): Promise<void> {
  await wait(900);
  await frame.evaluate(() => window.person.seek(40));
  await wait(800);
  await frame.evaluate(() => window.person.speed(2));
  await wait(700);
  await frame.evaluate(() => window.person.seek(40.2));
  await wait(600);
  await frame.evaluate(() => window.person.pause());
  await wait(200);
  const truth = await frame.evaluate(() => window.truth());
  const seen = await pieces(id);
  // Sampled figures: providers tell the time a few times a second, and a busy machine passes that on late.
  expect(Math.abs(sum(seen) - sum(union(truth)))).toBeLessThan(0.8 + 0.3 * (truth.length - 1));
  expect(seen.length).toBe(union(truth).length);
  expect(await page.evaluate((video) => window.theatre.state().vid[video]?.conf, id)).toBe('sampled');
}

describe.each([
  ['yt', 'www.youtube-nocookie.com', 'youtube.com'],
  ['vm', 'player.vimeo.com', 'vimeo.com'],
])('a video at a provider (%s)', (id, host, name) => {
  it('sends the provider nothing before the person plays it, then is tracked without any of its scripts', async () => {
    await open(page, at, id, { consent: 'pending' });
    await page.getByText(`Playing loads content from ${name}`).waitFor();
    await wait(150);
    expect(embeds.asked).toEqual([]);
    await page.getByRole('button', { name: /^Play/ }).click();
    const frame = await providerFrame(page, host);
    expect(embeds.asked.map(({ url }) => new URL(url).hostname)).toEqual([host]);
    // The page sends no referrer by itself; without one the provider refuses to play.
    expect(embeds.asked[0]?.referer).toBe(`${at.url}/`);
    await viewing(frame, id);
    expect(await page.evaluate(() => [...window.theatre.violations, ...window.theatre.errors])).toEqual([]);
    expect(await page.locator('script[src^="https:"]').count()).toBe(0);
  });
  it('does not play by itself, even where the person has agreed to the provider', async () => {
    await open(page, at, id, { consent: 'granted' });
    await page.getByRole('button', { name: /^Play/ }).waitFor();
    await wait(400);
    expect(embeds.asked).toEqual([]);
    expect(page.frames().length).toBe(1);
  });
  it('steps aside for a dialog of the app, and says so when it is left', async () => {
    await open(page, at, id);
    await page.getByRole('button', { name: /^Play/ }).click();
    const frame = await providerFrame(page, host);
    await wait(500);
    await page.evaluate(() => {
      const dialog = document.createElement('dialog');
      document.body.append(dialog);
      dialog.showModal();
    });
    await wait(400);
    const held = sum(await frame.evaluate(() => window.truth()));
    await wait(400);
    expect(Math.abs(sum(await frame.evaluate(() => window.truth())) - held)).toBeLessThan(0.05);
    await page.evaluate(() => document.querySelector('dialog')?.close());
    await wait(450);
    expect(sum(await frame.evaluate(() => window.truth()))).toBeGreaterThan(held + 0.2);
    await page.evaluate(() => window.theatre.handle?.destroy());
    expect(await page.evaluate(() => window.theatre.tracks.at(-1)?.event)).toBe('Video Progressed');
  });
  it('goes when the person takes their consent back, is counted up to there, and can be agreed to again', async () => {
    await open(page, at, id, { consent: 'granted' });
    await page.getByRole('button', { name: /^Play/ }).click();
    await providerFrame(page, host);
    await page.waitForFunction(() => window.theatre.signals.some((s) => s.kind === 'video' && s.act === 'played'));
    await wait(900);
    const asked = embeds.asked.length;
    await page.evaluate(() => window.theatre.agree('denied'));
    await page.getByText(`You have not allowed content from ${name}.`).waitFor();
    expect(page.frames().length).toBe(1);
    expect(await page.evaluate((video) => window.theatre.state().vid[video]?.u.length, id)).toBe(1);
    await page.evaluate(() => window.theatre.agree('granted'));
    await page.getByText(`You have not allowed content from ${name}.`).waitFor({ state: 'detached' });
    await wait(300);
    expect(embeds.asked.length).toBe(asked);
    await page.getByRole('button', { name: /^Play/ }).click();
    await providerFrame(page, host);
  });
  it('stays away while the person has not agreed, and offers to agree or to go there', async () => {
    await open(page, at, id, { consent: 'denied', lang: 'ja' });
    await page.getByText(`${name} のコンテンツは許可されていません。`).waitFor();
    expect(embeds.asked).toEqual([]);
    await page.getByRole('button', { name: /許可して再生/ }).click();
    await providerFrame(page, host);
  });
});

describe('a video at Vimeo', () => {
  it('stays where a call was refused that the player itself can do without, and goes where it cannot be shown', async () => {
    await open(page, at, 'vm', { consent: 'granted' });
    await page.getByRole('button', { name: /^Play/ }).click();
    const frame = await providerFrame(page, 'player.vimeo.com');
    await wait(400);
    await frame.evaluate(() => window.refuse('play', 'NotAllowedError'));
    await wait(300);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(page.frames().length).toBe(2);
    await frame.evaluate(() => window.refuse('ready', 'PrivacyError'));
    await page.getByRole('alert').waitFor();
    expect(page.frames().length).toBe(1);
  });
});

describe.each([
  [
    'yt',
    'www.youtube-nocookie.com',
    'youtube',
    ['https://www.youtube.com/iframe_api', 'https://www.youtube.com/s/player/1/www-widgetapi.js'],
  ],
  ['vm', 'player.vimeo.com', 'vimeo', ['https://player.vimeo.com/api/player.js']],
] as const)('a video by the provider’s own script (%s)', (id, host, name, loads) => {
  const scripted = { ...config, videoSettings: { [name]: 'script' as const } };
  const allow = { 'script-src': [...new Set(loads.map((address) => new URL(address).origin))].join(' ') };
  it('loads it after the click and not before, is tracked just the same, and breaks no rule of the page', async () => {
    await open(page, at, id, { config: scripted, consent: 'pending', allow, plainTypes: true });
    await wait(200);
    expect(embeds.asked).toEqual([]);
    await page.getByRole('button', { name: /^Play/ }).click();
    const frame = await providerFrame(page, host);
    await page.waitForFunction(() => window.theatre.signals.some((s) => s.kind === 'video' && s.act === 'played'));
    expect(
      embeds.asked
        .map(({ url }) => url)
        .filter((url) => !url.includes('?'))
        .sort(),
    ).toEqual([...loads].sort());
    expect(embeds.asked.find(({ url }) => url.includes('?'))?.referer).toBe(`${at.url}/`);
    await viewing(frame, id);
    await page.evaluate(() => window.theatre.handle?.destroy());
    expect(await page.locator('#host iframe').count()).toBe(0);
    expect(await page.evaluate(() => [...window.theatre.violations, ...window.theatre.errors])).toEqual([]);
  });
  it('steps aside for a dialog of the app', async () => {
    await open(page, at, id, { config: scripted, allow, plainTypes: true });
    await page.getByRole('button', { name: /^Play/ }).click();
    const frame = await providerFrame(page, host);
    await page.waitForFunction(() => window.theatre.signals.some((s) => s.kind === 'video' && s.act === 'played'));
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('dialog'), { id: 'ask' })));
    await page.evaluate(() => document.querySelector('dialog')?.showModal());
    await wait(400);
    const held = sum(await frame.evaluate(() => window.truth()));
    await wait(400);
    expect(sum(await frame.evaluate(() => window.truth())) - held).toBeLessThan(0.05);
    await page.evaluate(() => document.querySelector('dialog')?.close());
    await wait(500);
    expect(sum(await frame.evaluate(() => window.truth()))).toBeGreaterThan(held + 0.2);
  });
  it('uses the one that the app has loaded itself', async () => {
    await open(page, at, id, { config: scripted, allow, plainTypes: true });
    await page.evaluate(
      (src) =>
        new Promise((resolve, reject) => {
          document.head.append(Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject }));
        }),
      loads[0],
    );
    await page.getByRole('button', { name: /^Play/ }).click();
    await page.waitForFunction(() => window.theatre.signals.some((s) => s.kind === 'video' && s.act === 'played'));
    expect(embeds.asked.filter(({ url }) => url === loads[0])).toHaveLength(1);
  });
  it('is refused by a page with Trusted Types: that is said, with a link to the provider', async () => {
    await open(page, at, id, { config: scripted, allow });
    await page.getByRole('button', { name: /^Play/ }).click();
    await page.getByText('The video could not be loaded.').waitFor();
    await page.getByRole('link', { name: new RegExp(`Watch at ${name}`) }).waitFor();
    expect(embeds.asked.map(({ url }) => url).filter((url) => !url.includes('?'))).toEqual([]);
  });
});

describe('a compliance video at a provider', () => {
  it('takes back who jumps ahead, and does not count it', async () => {
    await open(page, at, 'ytc');
    await page.getByRole('button', { name: /^Play/ }).click();
    const frame = await providerFrame(page, 'youtube');
    await wait(800);
    await frame.evaluate(() => window.person.seek(50));
    await page.getByText('You can skip ahead after the first viewing.').waitFor();
    await wait(900);
    await frame.evaluate(() => window.person.pause());
    await wait(200);
    const seen = await pieces('ytc');
    expect(seen.every(([, b]) => b < 10)).toBe(true);
    expect(sum(seen)).toBeGreaterThan(0.8);
  });
});

describe('where the person left', () => {
  it('is where YouTube goes on, and the address’s own start is only for the first time', async () => {
    await open(page, at, 'yt');
    await page.getByRole('button', { name: /^Play/ }).click();
    await providerFrame(page, 'youtube');
    expect(new URL(embeds.asked[0]?.url ?? '').searchParams.get('start')).toBe('5');
    await wait(1200);
    await page.reload();
    await page.waitForFunction(() => 'theatre' in window);
    await page.evaluate(() => void window.theatre.mount('yt'));
    await page.getByRole('button', { name: /^Play/ }).click();
    await providerFrame(page, 'youtube');
    expect(Number(new URL(embeds.asked[1]?.url ?? '').searchParams.get('start'))).toBeGreaterThanOrEqual(5);
    expect(sum(await pieces('yt'))).toBeGreaterThan(0.5);
  });
});

describe('any other frame', () => {
  it('is shown after a click, and says honestly that it is not tracked', async () => {
    await open(page, at, 'other');
    await page.getByText('Watching time is not recorded for this video.').waitFor();
    expect(embeds.asked).toEqual([]);
    await page.getByRole('button', { name: /^Play/ }).click();
    await page.frameLocator('#host iframe').getByText('Elsewhere').waitFor();
    expect(await page.evaluate(() => window.theatre.state().vid.other)).toMatchObject({ conf: 'none', u: [] });
    expect(await page.evaluate(() => window.theatre.tracks)).toEqual([
      { event: 'Video Started', properties: { video: 'other', confidence: 'none', position: 0 } },
    ]);
  });
  it('that the page’s policy blocks is said, with a link to the provider', async () => {
    await page.route(`${at.url}/**`, async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      await route.fulfill({
        response,
        headers: {
          ...headers,
          ...(headers['content-security-policy'] && {
            'content-security-policy': headers['content-security-policy'].replace(/frame-src[^;]*/, "frame-src 'none'"),
          }),
        },
      });
    });
    await open(page, at, 'yt');
    await page.getByRole('button', { name: /^Play/ }).click();
    await page.getByText('The video could not be loaded.').waitFor();
    expect(await page.getByRole('link', { name: 'Watch at youtube.com' }).getAttribute('href')).toBe(
      'https://www.youtube.com/watch?v=abcdefghijk',
    );
    expect((await page.evaluate(() => window.theatre.errors))[0]).toContain('frame-src');
  });
});
