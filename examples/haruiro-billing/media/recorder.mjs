import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDemoApp } from '../server.mjs';

/**
 * The real app, driven through a lesson in a real browser, on a fixed day and with data of its own.
 * @typedef {{ x: number, y: number, width: number, height: number }} Box in pixels of the app's screen
 */
const NOW = '2026-06-30T10:00:00+09:00';
export const SCREEN = { width: 960, height: 420 };

const settings = {
  company: {
    'company-name': '青葉デザイン事務所',
    representative: '青葉 花',
    'postal-code': '980-0001',
    address: '宮城県仙台市青葉区中央 1-2-3',
    phone: '',
  },
  'registration-number': { 'registration-number': 'T1234567890123' },
  bank: {
    'bank-name': 'はるいろ銀行',
    'branch-name': '仙台支店',
    'account-type': 'ordinary',
    'account-number': '0123456',
    'account-holder': 'アオバ ハナ',
  },
  'tax-rounding': { rounding: 'floor' },
  sender: {
    'sender-name': '青葉 花',
    department: '',
    'sender-postal-code': '980-0001',
    'sender-address': '宮城県仙台市青葉区中央 1-2-3',
    'sender-email': 'hana@aoba.example',
  },
};

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('./timeline.mjs').Lesson} lesson
 */
export async function openApp(browser, lesson) {
  const dataDir = await mkdtemp(join(tmpdir(), 'haruiro-lesson-'));
  const demo = createDemoApp({ dataDir, now: () => new Date(NOW) });
  const server = createServer(
    (request, response) => void demo(request, response).then((answered) => answered || response.writeHead(404).end()),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  // bypassCSP only so that the recorder may hide the toast and the caret, which would blink in the frames.
  const context = await browser.newContext({
    viewport: SCREEN,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    bypassCSP: true,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(NOW));
  await context.request.post(`${origin}/api/login`, { data: { personId: lesson.person } });
  if (lesson.settings)
    for (const [item, data] of Object.entries(settings)) await context.request.put(`${origin}/api/settings/${item}`, { data });
  const sample = (await readFile(fileURLToPath(new URL('../app/sample-invoices.csv', import.meta.url)))).toString('utf8');
  const files = { good: sample, bad: sample.replace(',12,', ',十二,') };

  return {
    /** @param {string} path */
    async go(path) {
      await page.goto(origin + path);
      await page.waitForSelector('h1');
      await page.addStyleTag({
        content: '.toast { display: none !important } * { caret-color: transparent !important } ::-webkit-scrollbar { display: none }',
      });
    },
    /** @param {string} selector @returns {Promise<Box>} where it is once it has been brought into view */
    async find(selector) {
      const target = page.locator(selector).first();
      await target.evaluate((node) => node.scrollIntoView({ block: 'center' }));
      const box = await target.boundingBox();
      if (!box) throw new Error(`${lesson.id}: ${selector} is not on the page`);
      return box;
    },
    /** @param {string} selector */
    async click(selector) {
      await page.locator(selector).first().click();
      await page.waitForTimeout(250);
    },
    /** @param {string} selector @param {string} text */
    type: (selector, text) => page.locator(selector).first().fill(text),
    /** @param {'good' | 'bad'} which */
    async choose(which) {
      await page.setInputFiles('#csv-file', { name: '六月分.csv', mimeType: 'text/csv', buffer: Buffer.from(files[which]) });
      await page.waitForSelector(which === 'good' ? '[data-shirube="csv-preview"]' : '[data-shirube="csv-errors"]');
    },
    /** @returns {Promise<string>} a data URL */
    shoot: async () => `data:image/png;base64,${(await page.screenshot()).toString('base64')}`,
    async close() {
      await context.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(dataDir, { recursive: true });
    },
  };
}
