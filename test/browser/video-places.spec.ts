/** One person with several tabs, devices and days: the built script and a running collector. */
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCollector, type Collector } from '../../packages/collector/src/index';
import { launch } from '../helpers/browsers';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SECRET = 'a-secret-of-at-least-32-characters!!';
const sources = [{ src: '/clip.webm' }];
const video = (id: string, more = {}) => ({ id, title: id, sources, ...more });
const config = {
  shirube: 1 as const,
  caps: { gap: '0s' },
  videos: [
    video('rules', { policy: 'compliance' }),
    video('safety', { policy: 'compliance' }),
    video('free', {
      captions: [
        { lang: 'en', src: '/en.vtt' },
        { lang: 'ja', src: '/ja.vtt' },
      ],
    }),
  ],
  content: ['rules', 'safety', 'free'].map((id) => ({
    kind: 'video' as const,
    id: `watch-${id}`,
    video: id,
    position: id === 'free' ? ('modal' as const) : ('corner' as const),
    frequency: 'always' as const,
  })),
};
const html =
  '<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"><h1>App</h1><script async src="/dist/shirube.js" data-config="/shirube.json" data-endpoint="/shirube" data-write-key="pk_test"></script>';

let browser: Browser;
let collector: Collector;
let server: Server;
let url: string;
const folder = mkdtempSync(join(tmpdir(), 'shirube-places-'));
beforeAll(async () => {
  browser = await launch('chromium', { args: ['--autoplay-policy=no-user-gesture-required'] });
  collector = await createCollector({
    dataDir: folder,
    config,
    basePath: '/shirube',
    writeKeys: [{ key: 'pk_test' }],
    identity: { secret: SECRET },
    log: 'silent',
  });
  server = createServer((request, response) => {
    void collector.handler(request, response).then((taken) => {
      if (taken) return;
      const { pathname } = new URL(request.url ?? '/', 'http://x');
      const file = here(`../../packages/browser/dist/${pathname.slice(6)}`);
      if (pathname === '/') response.setHeader('content-type', 'text/html').end(html);
      else if (pathname === '/shirube.json') response.setHeader('content-type', 'application/json').end(JSON.stringify(config));
      else if (pathname.endsWith('.vtt')) response.end(`WEBVTT\n\n00:00.000 --> 00:20.000\n${pathname}\n`);
      else if (pathname === '/clip.webm')
        createReadStream(here('../fixtures/clip-30s.webm')).pipe(response.setHeader('content-type', 'video/webm'));
      else if (pathname.startsWith('/dist/') && existsSync(file))
        response.setHeader('content-type', 'text/javascript').end(readFileSync(file));
      else response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
  await collector?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Script {
  ready: Promise<void>;
  identify(user: string, traits: object, more: object): Promise<boolean>;
  show(id: string): void;
  hide(): void;
  flush(): Promise<void>;
  reset(): Promise<void>;
  consent(state: string): void;
}
const script = (page: Page, run: string) => page.evaluate(`(async (shirube) => { await shirube.ready; ${run} })(window.shirube)`);
async function open(context: BrowserContext, user: string): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(url);
  await page.waitForFunction(() => 'ready' in ((window as unknown as { shirube?: Script }).shirube ?? {}));
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setAudience('pk_test')
    .setExpirationTime('50m')
    .sign(new TextEncoder().encode(SECRET));
  await script(page, `await shirube.identify(${JSON.stringify(user)}, {}, { token: ${JSON.stringify(token)} });`);
  return page;
}
const element = <T>(page: Page, run: string): Promise<T> =>
  page.evaluate(
    `(() => { const el = document.querySelector('shirube-root')?.shadowRoot?.querySelector('video'); return ${run}; })()`,
  ) as Promise<T>;
async function until(page: Page, run: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await element<boolean>(page, `!!(${run})`)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it never was so that ${run}`);
}
async function watch(page: Page, id: string): Promise<void> {
  await script(page, `shirube.show('watch-${id}');`);
  await until(page, 'el && el.readyState >= 2');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await until(page, '!el.paused && el.currentTime > 0.2');
}
/** What was claimed is at the collector, and the other device's next question is due. */
async function asked(claiming: Page, asking: Page): Promise<void> {
  await claiming.waitForTimeout(300);
  await script(claiming, 'await shirube.flush();');
  await asking.clock.fastForward(15_100);
}

describe('a video that may play in one place only', () => {
  it('stops on a device when it starts on a second one, goes on where the person presses play, and counts the seconds of both', async () => {
    const [one, two] = await Promise.all([browser.newContext(), browser.newContext()]);
    const [desk, phone] = [await open(one, 'u_devices'), await open(two, 'u_devices')];
    await watch(desk, 'rules');
    await until(desk, 'el.currentTime > 1');
    await watch(phone, 'rules');
    await asked(phone, desk);
    await until(desk, 'el.paused');
    await desk.getByText('Paused here because a video plays on another device.').waitFor();
    expect(await element(phone, 'el.paused')).toBe(false);
    await desk.getByRole('button', { name: 'Play', exact: true }).click();
    await until(desk, '!el.paused');
    expect(await desk.getByText('Paused here because').count()).toBe(0);
    await asked(desk, phone);
    await until(phone, 'el.paused');
    expect(await element(desk, 'el.paused')).toBe(false);
    await Promise.all([one, two].map((context) => context.close()));
  });
  it('leaves another person alone', async () => {
    const [one, two] = await Promise.all([browser.newContext(), browser.newContext()]);
    const [mine, theirs] = [await open(one, 'u_mine'), await open(two, 'u_theirs')];
    await watch(mine, 'rules');
    await watch(theirs, 'rules');
    await asked(theirs, mine);
    await mine.waitForTimeout(500);
    expect(await element(mine, 'el.paused')).toBe(false);
    await Promise.all([one, two].map((context) => context.close()));
  });
});

describe('how a person likes their videos', () => {
  const liked = '[el.volume, el.playbackRate, [...el.textTracks].find((t) => t.mode === "showing")?.language ?? null]';
  const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith('||video')).length);
  const shown = async (page: Page) => {
    await script(page, "shirube.show('watch-free');");
    await until(page, 'el && el.readyState >= 1 && el.textTracks.length === 2 && [...el.textTracks].every((t) => t.cues.length)');
  };
  const change = async (page: Page) => {
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('1.5');
    await page.getByRole('combobox', { name: 'Captions' }).selectOption('ja');
    await page.getByRole('slider', { name: 'Volume' }).fill('0.4');
    await until(page, 'el.volume === 0.4 && el.playbackRate === 1.5');
  };
  it('is remembered for the next visit, for this person only, and leaves with them', async () => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    const page = await open(context, 'u_likes');
    await shown(page);
    await change(page);
    await page.close();
    const again = await open(context, 'u_likes');
    await shown(again);
    await until(again, '[...el.textTracks].some((t) => t.mode === "showing")');
    expect(await element(again, liked)).toEqual([0.4, 1.5, 'ja']);
    await again.close();
    const other = await open(context, 'u_other');
    await shown(other);
    // What the person before had open may still be there for a moment.
    await expect.poll(() => element(other, liked).catch(() => undefined)).toEqual([1, 1, null]);
    await other.close();
    const last = await open(context, 'u_likes');
    expect(await kept(last)).toBe(1);
    await script(last, 'await shirube.reset();');
    expect(await kept(last)).toBe(0);
    await context.close();
  }, 90_000);
  it('is not written down where the person did not agree', async () => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    const page = await open(context, 'u_private');
    await shown(page);
    await script(page, "shirube.consent({ guidance: 'denied' });");
    await element(page, '(el.volume = 0.3, el.playbackRate = 2)');
    await page.waitForTimeout(200);
    expect(await kept(page)).toBe(0);
    await context.close();
  });
});
