/** A collector with the demo portfolio (or empty), serving the built dashboard; for browser tests and screenshots. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Portfolio } from '../../packages/collector/src/demo/portfolio';
import { seedPortfolio } from '../../packages/collector/src/demo/seed';
import { createCollector } from '../../packages/collector/src/index';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const WRITE_KEY = 'pk_dashboard';

export interface Served {
  address: string;
  send(event: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

export async function serveDashboard({ portfolio = true, config = true } = {}): Promise<Served> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shirube-dashboard-'));
  const story = JSON.parse(readFileSync(here('../../packages/collector/src/demo/portfolio.json'), 'utf8')) as Portfolio;
  const options = {
    dataDir,
    writeKeys: [{ key: WRITE_KEY }],
    demoAdmin: true,
    dashboardDir: here('../../packages/dashboard/dist'),
    log: 'silent' as const,
    ...(config && { config: here('../../examples/haruiro-billing/shirube.json') }),
  };
  // The story is told in its own time; afterwards the clock runs on from its last day.
  const time = { at: Date.parse(story.asOf), now: () => time.at };
  if (portfolio) {
    const seeding = await createCollector({ ...options, manual: true, clock: time });
    await seedPortfolio(story, {
      address: `http://127.0.0.1:${await seeding.listen(0, '127.0.0.1')}`,
      writeKey: WRITE_KEY,
      at: (instant) => void (time.at = instant),
      settle: () => seeding.settle(),
    });
    await seeding.close();
  }
  const began = Date.now();
  const collector = await createCollector({ ...options, clock: { now: () => Date.parse(story.asOf) + Date.now() - began } });
  const address = `http://127.0.0.1:${await collector.listen(0, '127.0.0.1')}`;
  return {
    address,
    async send(event) {
      const reply = await fetch(`${address}/v1/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ writeKey: WRITE_KEY, batch: [{ messageId: crypto.randomUUID(), type: 'track', ...event }] }),
      });
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
    },
    async close() {
      await collector.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A signed-in person; everything that the page complains about is kept in `complaints`. */
export async function enter(
  browser: Browser,
  { address }: Served,
  { lang = 'ja', theme = 'light', ...options }: BrowserContextOptions & { lang?: 'ja' | 'en'; theme?: 'light' | 'dark' } = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ja-JP', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.addInitScript(
    ([l, t]) => {
      localStorage.setItem('shirube.lang', localStorage.getItem('shirube.lang') ?? l);
      localStorage.setItem('shirube.theme', localStorage.getItem('shirube.theme') ?? t);
    },
    [lang, theme] as const,
  );
  await page.goto(`${address}/auth/demo`);
  await show(page, address, 'today');
  return { page, complaints };
}

/** Goes to a page of the dashboard and waits until its data is there. */
export async function show(page: Page, address: string, path: string): Promise<void> {
  await page.goto(`${address}/dashboard/#/${path}`);
  await page.waitForFunction(
    (wanted) => location.hash === `#/${wanted}` && !!document.querySelector('main h1') && !document.querySelector('[aria-busy="true"]'),
    path,
    { timeout: 10_000 },
  );
}

export const pages = [
  'today',
  'tasks',
  'accounts',
  'accounts/A04',
  'accounts/A09?tab=health',
  'accounts/A04?tab=timeline',
  'users',
  'users/A04/a04-u1',
  'users/A04/a04-u1?tab=why',
  'segments',
  'flows',
  'flows/onboarding',
  'milestones',
  'mails',
  'content',
  'content/tutorial',
  'videos',
  'videos/v2',
  'gaps',
  'kpis',
  'cohorts',
  'nps',
  'calculator',
  'live',
  'settings',
] as const;
