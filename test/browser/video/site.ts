/** Builds the harness and serves it under a strict policy, with the clip (byte ranges, as a real server) and captions. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Config } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { build } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const clip = here('../../fixtures/clip-30s.webm');
/** Twenty seconds of VP9 and Opus in five parts, made with ffmpeg from its test picture. */
const stream = here('../../fixtures/hls');
const hlsModule = here('../../../node_modules/hls.js/dist/hls.light.min.mjs');

const stamp = (s: number) => `00:00:${String(s).padStart(2, '0')}.000`;
const lines = {
  en: ['Open the invoices page.', 'Press “New invoice”.', 'Choose the client.', 'Add two lines.', 'Check the tax.', 'Send it as a PDF.'],
  ja: [
    '請求書の一覧を開きます。',
    '「新しい請求書」を押します。',
    '取引先を選びます。',
    '明細を2行追加します。',
    '消費税を確認します。',
    'PDFで送付します。',
  ],
};
const vtt = (lang: 'en' | 'ja') =>
  `WEBVTT\n\nNOTE made for tests\n\n${lines[lang].map((line, i) => `${i + 1}\n${stamp(i * 5)} --> ${stamp(i * 5 + 5)} line:90%\n<v Guide>${line}`).join('\n\n')}\n`;
const chapters = (lang: 'en' | 'ja') =>
  `WEBVTT\n\n${stamp(0)} --> ${stamp(10)}\n${lang === 'ja' ? 'はじめに' : 'Start'}\n\n${stamp(10)} --> ${stamp(20)}\n${lang === 'ja' ? '明細を入力する' : 'Enter the lines'}\n\n${stamp(20)} --> ${stamp(30)}\n${lang === 'ja' ? '送付する' : 'Send it'}\n`;

export interface Site {
  url: string;
  close(): Promise<void>;
  requests: string[];
}
export const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; media-src 'self'; img-src 'self'; style-src 'self'; frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://videos.example; require-trusted-types-for 'script'; trusted-types 'none'";

export async function site(): Promise<Site> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: here('.'),
    resolve: { alias: [{ find: /^@shirube\/engine$/, replacement: here('../../../packages/engine/src/index.ts') }] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      minify: false,
      lib: { entry: here('harness.ts'), formats: ['es'], fileName: 'harness' },
    },
  });
  const files = new Map<string, string>();
  for (const output of Array.isArray(built) ? built : [built])
    if ('output' in output) for (const file of output.output) if (file.type === 'chunk') files.set(`/${file.fileName}`, file.code);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(files, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(files: Map<string, string>, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://site');
  const send = (type: string, body: string, more: Record<string, string> = {}) =>
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...more }).end(body);
  const code = files.get(url.pathname);
  if (code !== undefined) return void send('text/javascript', code);
  if (url.pathname === '/setup.js') return void send('text/javascript', `window.setup = ${url.searchParams.get('s') ?? '{}'};`);
  // Stands for hls.js: plays the clip when it is given a playlist.
  if (url.pathname === '/hls.js')
    return void send(
      'text/javascript',
      'export default class { static isSupported() { return true; } on() {} loadSource(src) { window.loaded = src; } attachMedia(el) { el.src = "/clip.webm"; } destroy() { window.destroyed = true; } }',
    );
  if (url.pathname === '/vendor/hls.light.mjs') return void send('text/javascript', readFileSync(hlsModule, 'utf8'));
  const part = `${stream}/${/^\/hls\/([\w.]+)$/.exec(url.pathname)?.[1] ?? ''}`;
  if (url.pathname.startsWith('/hls/') && existsSync(part))
    return void response
      .writeHead(200, { 'content-type': part.endsWith('.m3u8') ? 'application/vnd.apple.mpegurl' : 'video/mp4' })
      .end(readFileSync(part));
  if (url.pathname === '/page.css') return void send('text/css', readFileSync(here('page.css'), 'utf8'));
  if (url.pathname.endsWith('.vtt')) {
    const lang = url.pathname.includes('.ja.') ? 'ja' : 'en';
    return void send('text/vtt', url.pathname.includes('chapters') ? chapters(lang) : vtt(lang));
  }
  if (url.pathname === '/clip.webm') return ranged(request, response);
  if (url.pathname === '/') {
    const s = url.searchParams.get('s') ?? '{}';
    const {
      lang = 'en',
      allow = {},
      plainTypes = false,
    } = JSON.parse(s) as { lang?: string; allow?: Record<string, string>; plainTypes?: boolean };
    const policy = Object.entries(allow).reduce(
      (text, [part, more]) => text.replace(part, `${part} ${more}`),
      plainTypes ? POLICY.replace(/; require-trusted.*/, '') : POLICY,
    );
    return void send(
      'text/html',
      `<!doctype html><html lang="${lang}"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>Video</title><link rel="stylesheet" href="/page.css"></head><body${s.includes('"dark":true') ? ' class="dark"' : ''}><main><h1>Help</h1><h2>Lessons</h2></main><script src="/setup.js?s=${encodeURIComponent(s)}"></script><script type="module" src="/harness.js"></script></body></html>`,
      { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
    );
  }
  response.writeHead(404).end();
}

function ranged(request: IncomingMessage, response: ServerResponse): void {
  const { size } = statSync(clip);
  const [, a = '', b = ''] = /bytes=(\d*)-(\d*)/.exec(request.headers.range ?? '') ?? [];
  const from = a ? Number(a) : 0;
  const to = b ? Math.min(Number(b), size - 1) : size - 1;
  const partial = request.headers.range !== undefined;
  response.writeHead(partial ? 206 : 200, {
    'content-type': 'video/webm',
    'accept-ranges': 'bytes',
    'content-length': to - from + 1,
    ...(partial && { 'content-range': `bytes ${from}-${to}/${size}` }),
  });
  createReadStream(clip, { start: from, end: to })
    .on('error', () => response.destroy())
    .pipe(response);
}

export const config: Config = {
  shirube: 1,
  videos: [
    {
      id: 'v1',
      title: { en: 'Your first invoice', ja: 'はじめての請求書' },
      sources: [{ src: '/clip.webm' }],
      captions: [
        { lang: 'en', src: '/v1.en.vtt', label: 'English' },
        { lang: 'ja', src: '/v1.ja.vtt', label: '日本語' },
      ],
      chapters: [
        { lang: 'en', src: '/v1.chapters.en.vtt' },
        { lang: 'ja', src: '/v1.chapters.ja.vtt' },
      ],
      next: 'v2',
      report: 'xapi',
    },
    {
      id: 'v2',
      title: { en: 'Registration number and tax', ja: '登録番号と消費税' },
      sources: [{ src: '/clip.webm' }],
      duration: 30,
      policy: 'compliance',
    },
    { id: 'v4', title: { en: 'Safety', ja: '安全' }, sources: [{ src: '/clip.webm' }], policy: 'compliance' },
    { id: 'native', title: 'Native', sources: [{ src: '/clip.webm' }], player: 'native' },
    { id: 'yt', title: { en: 'At YouTube', ja: 'YouTubeの動画' }, sources: [{ src: 'https://youtu.be/abcdefghijk?t=5' }] },
    { id: 'ytc', title: 'Compliance at YouTube', sources: [{ src: 'https://youtu.be/abcdefghijk' }], policy: 'compliance' },
    { id: 'vm', title: 'At Vimeo', sources: [{ src: 'https://vimeo.com/123456/abcdef12' }] },
    { id: 'other', title: 'Elsewhere', sources: [{ src: 'https://videos.example/embed/1' }] },
    { id: 'lost', title: 'Lost', sources: [{ src: '/nowhere.webm' }] },
    {
      id: 'quiz',
      title: { en: 'With a question', ja: '確認問題つき' },
      sources: [{ src: '/clip.webm' }],
      interactions: [
        {
          kind: 'quiz',
          id: 'q1',
          at: 0.6,
          question: { en: 'How many digits follow the T?', ja: 'Tの後の数字は何桁ですか?' },
          explain: { en: 'T and 13 digits.', ja: 'Tと13桁の数字です。' },
          choices: [
            { id: 'a', text: '12' },
            { id: 'b', text: '13', correct: true },
          ],
        },
        {
          kind: 'cta',
          id: 'try',
          at: 1.4,
          title: { en: 'Try it now', ja: '試してみましょう' },
          body: { en: 'The form is one click away.', ja: 'フォームはすぐ開けます。' },
          buttons: [{ label: { en: 'Open the form', ja: 'フォームを開く' }, do: { navigate: '/invoices/new' } }],
        },
      ],
    },
  ],
};

/** Opens the page, mounts the video and waits until it is there. */
export async function open(
  page: Page,
  at: Site,
  id: string,
  setup: {
    lang?: string;
    consent?: string;
    dark?: boolean;
    config?: Config;
    /** More sources for parts of the policy. */ allow?: Record<string, string>;
    /** Without Trusted Types. */ plainTypes?: boolean;
  } = {},
): Promise<void> {
  const s = JSON.stringify({ config, lang: 'en', consent: 'granted', dark: false, ...setup });
  await page.goto(`${at.url}/?s=${encodeURIComponent(s)}`);
  await page.waitForFunction(() => 'theatre' in window);
  await page.evaluate((video) => void window.theatre.mount(video), id);
}
