/** Our own player in a real browser, under a policy without inline styles, evals or blobs. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { shots } from './video/look';
import { open, type Site } from './video/site';
import { viewer } from './video/viewer';

const { now, video, position, until, ready, play, world, clean, violations } = viewer();
let browser: Browser;
let context: BrowserContext;
let at: Site;
let page: Page;
beforeEach(() => void ({ browser, context, at, page } = now()));

describe('a person who watches the app’s own video', () => {
  it('reloads in the middle and goes on where they left; nothing that was watched is lost', async () => {
    await open(page, at, 'v1');
    await play();
    await until('el.currentTime > 1.4');
    const left = await position();
    await page.reload();
    await page.waitForFunction(() => 'theatre' in window);
    await world(() => void window.theatre.mount('v1'));
    await until('el && el.currentTime > 0.8');
    expect(Math.abs((await position()) - left)).toBeLessThan(0.6);
    const union = await world(() => window.theatre.state().vid.v1?.u ?? []);
    expect(union.length).toBe(1);
    expect(Math.abs((union[0]?.[1] ?? 0) - left)).toBeLessThan(0.5);
    expect(await world(() => window.theatre.state().vid.v1?.conf)).toBe('exact');
    await clean();
  });
  it('who has seen nine tenths completes it once, and the moments come in the order that learning records want', async () => {
    await open(page, at, 'v1', {});
    await world(() => window.theatre.emit({ kind: 'video', video: 'v1', from: 0, to: 26.4, duration: 30, pos: 27.9 }));
    await world(() => {
      window.theatre.handle?.destroy();
      window.theatre.tracks.length = 0;
      window.theatre.mount('v1');
    });
    await play();
    await until('el.ended');
    const names = await world(() => window.theatre.tracks.map((t) => t.event));
    expect(names).toEqual(['Video Initialized', 'Video Played', 'Video Paused', 'Video Completed']);
    expect(await world(() => window.theatre.tracks.find((t) => t.event === 'Video Completed')?.properties)).toMatchObject({
      video: 'v1',
      threshold: 0.9,
      confidence: 'exact',
    });
    await page.getByRole('button', { name: 'Watch again' }).click();
    await until('el.currentTime > 0.5 && el.currentTime < 5');
    await world(() => window.theatre.handle?.destroy());
    const all = await world(() => window.theatre.tracks.map((t) => t.event));
    expect(all.filter((n) => n === 'Video Completed').length).toBe(1);
    expect(all.at(-1)).toBe('Video Terminated');
    await clean();
  });
  it('hears nothing before they press play, though the browser would allow it', async () => {
    await open(page, at, 'v1');
    await until('el && el.readyState >= 2');
    await page.waitForTimeout(400);
    expect(await video((el) => [el.paused, el.autoplay, el.currentTime])).toEqual([true, false, 0]);
    await clean();
  });
  it('sees captions in their own language as soon as the sound is off', async () => {
    for (const [lang, line] of [
      ['ja', '請求書の一覧を開きます。'],
      ['en', 'Open the invoices page.'],
    ] as const) {
      await open(page, at, 'v1', { lang });
      await until('el && el.textTracks.length === 3 && [...el.textTracks].every((t) => t.cues && t.cues.length > 0)');
      expect(await video((el) => Array.from(el.textTracks).some((t) => t.mode === 'showing'))).toBe(false);
      await video((el) => void (el.muted = true));
      await until("[...el.textTracks].some((t) => t.mode === 'showing')");
      const shown = await video((el) =>
        Array.from(el.textTracks)
          .filter((t) => t.mode === 'showing')
          .map((t) => [t.language, (t.cues?.[0] as VTTCue | undefined)?.text ?? '']),
      );
      expect(shown).toEqual([[lang, `<v Guide>${line}`]]);
      await video((el) => void (el.muted = false));
      await until("[...el.textTracks].every((t) => t.mode !== 'showing')");
    }
    await clean();
  });
  it('searches the transcript and jumps to a sentence', async () => {
    await open(page, at, 'v1', { lang: 'ja' });
    await ready();
    await page.getByRole('button', { name: '文字起こし' }).click();
    const list = page.getByRole('list', { name: '文字起こし' });
    await page.getByRole('heading', { name: '明細を入力する' }).waitFor();
    expect(await list.getByRole('button').count()).toBe(6);
    await page.getByRole('searchbox').fill('消費税');
    expect(await list.getByRole('button').count()).toBe(1);
    await page.getByText('1 件').waitFor();
    await list.getByRole('button').click();
    await until('Math.abs(el.currentTime - 20) < 0.1');
    await page.getByRole('searchbox').fill('ねこ');
    await page.getByText('見つかりません').waitFor();
    await clean();
  });
  it('uses nothing but the keyboard', async () => {
    await open(page, at, 'v1');
    await ready();
    const names: string[] = [];
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press('Tab');
      names.push(await page.evaluate(() => document.querySelector('#host')?.shadowRoot?.activeElement?.getAttribute('aria-label') ?? '-'));
    }
    expect(names).toEqual(['Seek', 'Play', 'Mute', 'Volume', 'Captions', 'Speed', 'Transcript', 'Picture-in-picture', 'Full screen']);
    await page.keyboard.press('k');
    await until('!el.paused');
    await page.keyboard.press('k');
    await until('el.paused');
    await page.keyboard.press('5');
    await until('Math.abs(el.currentTime - 15) < 0.2');
    for (const [key, change] of [
      ['ArrowRight', 5],
      ['ArrowLeft', -5],
      ['j', -10],
      ['l', 10],
    ] as const) {
      const before = await position();
      await page.keyboard.press(key);
      expect(Math.abs((await position()) - before - change)).toBeLessThan(0.2);
    }
    await page.keyboard.press('m');
    await until("el.muted && [...el.textTracks].some((t) => t.mode === 'showing')");
    await page.keyboard.press('c');
    await until("[...el.textTracks].every((t) => t.mode !== 'showing')");
    await page.keyboard.press('>');
    await until('el.playbackRate === 1.25');
    await page.keyboard.press('Home');
    await until('el.currentTime === 0');
    await page.keyboard.press('f');
    await page.waitForFunction(() => document.querySelector('#host')?.shadowRoot?.fullscreenElement?.className.includes('sv-screen'));
    await page.keyboard.press('f');
    await page.waitForFunction(() => !document.fullscreenElement);
    await clean();
  });
  it('has nothing that axe objects to, light, dark, with transcript and with a question', async () => {
    for (const setup of [{}, { dark: true, lang: 'ja' }]) {
      await open(page, at, 'v1', setup);
      await ready();
      await page.locator('.sv-text').click();
      await page.locator('.sv-words h3').first().waitFor();
      expect(await violations()).toEqual([]);
    }
    await open(page, at, 'quiz');
    await play();
    await page.getByRole('group', { name: /How many digits/ }).waitFor();
    expect(await violations()).toEqual([]);
  });
  it('answers a question, is told, goes on, and follows a call to action', async () => {
    await open(page, at, 'quiz');
    await play();
    await page.getByRole('radio', { name: '13' }).check();
    expect(await video((el) => el.paused)).toBe(true);
    const [picture, card] = await Promise.all([page.locator('.sv-stage').boundingBox(), page.locator('.sv-card').boundingBox()]);
    expect((card?.y ?? 0) >= (picture?.y ?? 0) + (picture?.height ?? 0)).toBe(true);
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByText('Correct.').waitFor();
    expect(await world(() => window.theatre.state().ans['quiz:q1']?.v)).toBe('b');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Try it now' }).waitFor();
    await page.getByRole('button', { name: 'Open the form' }).click();
    expect(await world(() => window.theatre.calls)).toEqual(['navigate /invoices/new']);
    expect(await video((el) => el.paused)).toBe(true);
    await clean();
  });
  it('is interrupted by a dialog of the app, and the video goes on afterwards', async () => {
    await open(page, at, 'v1');
    await play();
    await page.evaluate(() => {
      const dialog = document.createElement('dialog');
      document.body.append(dialog);
      dialog.showModal();
    });
    await until('el.paused');
    await page.evaluate(() => document.querySelector('dialog')?.close());
    await until('!el.paused');
    await clean();
  });
  it('is interrupted by a tour step, too, and not by a banner', async () => {
    const { config } = await import('./video/site');
    const content = [
      { kind: 'tour' as const, id: 't1', steps: [{ id: 'a', title: 'Step' }] },
      { kind: 'banner' as const, id: 'b1', body: 'News' },
    ];
    await open(page, at, 'v2', { config: { ...config, content } });
    await play();
    const show = (id: string, is: boolean) =>
      page.evaluate(
        ([name, on]) => {
          const { open: opened } = window.theatre.state();
          if (on) opened[name] = { at: 1, tab: 't', by: 'test', shown: 1 };
          else delete opened[name];
          window.theatre.emit({ kind: 'env', lang: 'en' });
        },
        [id, is] as const,
      );
    await show('b1', true);
    expect(await video((el) => el.paused)).toBe(false);
    await show('t1', true);
    await until('el.paused');
    await show('t1', false);
    await until('!el.paused');
    await clean();
  });
  it('goes to the next lesson in the same place', async () => {
    await open(page, at, 'v1');
    await ready();
    await page
      .getByRole('navigation', { name: 'Lessons' })
      .getByRole('button', { name: /Registration/ })
      .click();
    await page.getByRole('group', { name: 'Registration number and tax' }).waitFor();
    // It has rules, and waits for them.
    await page.locator('video').waitFor();
    expect(await page.locator('video').count()).toBe(1);
    await clean();
  });
  it('finds the space for everything reserved: nothing moves while it loads', async () => {
    await page.addInitScript(() => {
      Object.assign(window, { moved: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(window, { moved: Number(Reflect.get(window, 'moved')) + Number(Reflect.get(entry, 'value')) });
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await open(page, at, 'native');
    await ready();
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => Number(Reflect.get(window, 'moved')))).toBe(0);
  });
});

describe('how loud it is', () => {
  it('is as the person had it last, from the first sound; muted, captions are there, with the browser’s controls too', async () => {
    const { config } = await import('./video/site');
    const own = config.videos?.[0] ?? { id: 'v1', title: '', sources: [] };
    for (const player of ['shirube', 'native'] as const) {
      await page.goto(`${at.url}/page.css`);
      await page.evaluate(() => sessionStorage.setItem('choice video', JSON.stringify({ muted: true, volume: 0.3 })));
      await open(page, at, 'v', { lang: 'ja', config: { ...config, videos: [{ ...own, id: 'v', report: 'summary', player }] } });
      await until('el');
      expect(await video((el) => [el.muted, el.volume])).toEqual([true, 0.3]);
      await until("[...el.textTracks].some((t) => t.mode === 'showing' && t.language === 'ja')");
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => sessionStorage.getItem('choice video'))).toBe(JSON.stringify({ muted: true, volume: 0.3 }));
      // Chosen in whatever menu there is: kept.
      await video((el) => {
        for (const track of Array.from(el.textTracks))
          if (track.kind === 'captions') track.mode = track.language === 'en' ? 'showing' : 'hidden';
      });
      await page.waitForFunction(() => sessionStorage.getItem('choice video')?.includes('"captions":"en"'));
      await clean();
    }
  });
  it('is the loudest the browser has where what was kept makes no sense', async () => {
    await page.goto(`${at.url}/page.css`);
    await page.evaluate(() =>
      sessionStorage.setItem('choice video', JSON.stringify({ muted: 'yes', volume: 7, rate: 'fast', captions: 3 })),
    );
    await open(page, at, 'native');
    await ready();
    expect(await video((el) => [el.muted, el.volume, el.playbackRate])).toEqual([false, 1, 1]);
    await clean();
  });
});

describe.runIf(process.env.SHIRUBE_SHOTS)('pictures', () => {
  it('are taken for people to look at', async () => {
    await shots(browser, at, 'shots/video');
  }, 120_000);
});
