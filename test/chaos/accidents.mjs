// The fourteen accidents of ordinary days. Each takes a fresh context and a fresh collector and gives what was accepted, stored and sent twice.
import { startCollector, until } from './collector.mjs';

const N = 20;
/** Calls track() n times without waiting, as apps do. */
const fire = (page, n = N, prefix = 'e') =>
  page.evaluate(
    ([count, name]) => {
      for (let i = 0; i < count; i++) void window.shirube.track(`${name}${i}`, { i, note: 'ordinary properties of an ordinary event' });
    },
    [n, prefix],
  );
const open = async (context, collector, path = '/') => {
  const page = await context.newPage();
  await page.goto(collector.url + path);
  return page;
};
/** The page is gone before evaluate() can answer, and some drivers then never do: that is the accident. */
const leave = (page) =>
  Promise.race([
    wait(5000),
    page
      .evaluate((n) => {
        for (let i = 0; i < n; i++) void window.shirube.track(`e${i}`);
        location.href = '/next';
      }, N)
      .catch(() => {}),
  ]);
const all =
  (collector, n = N) =>
  () =>
    new Set(collector.names().filter((name) => /^[efg]\d+$/.test(name))).size >= n;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const fill = (page) =>
  page.evaluate(() => {
    for (let size = 2 ** 20; size; size = size >> 1)
      try {
        for (let i = 0; ; i++) localStorage.setItem(`host-${size}-${i}`, 'x'.repeat(size));
      } catch {
        /* full */
      }
  });
/** Dies the way a tab dies; where a browser cannot be told to crash, the tab is closed without a word. */
const crash = async (page, engine) => {
  if (engine === 'chromium') await page.goto('chrome://crash', { timeout: 3000 }).catch(() => {});
  await page.close({ runBeforeUnload: false }).catch(() => {});
};

export const accidents = {
  'nothing happens': async ({ context, collector }) => {
    await fire(await open(context, collector));
    await until(all(collector));
  },
  'track, then navigate at once': async ({ context, collector }) => {
    const page = await open(context, collector);
    await leave(page);
    await until(all(collector));
  },
  'the same, and the collector is slow': async ({ context, collector }) => {
    collector.mode = 'slow';
    const page = await open(context, collector);
    await leave(page);
    await until(all(collector));
  },
  'the tab crashes right after track': async ({ context, collector, engine }) => {
    const page = await open(context, collector);
    await fire(page);
    await crash(page, engine);
    await open(context, collector);
    await until(all(collector));
  },
  'connection refused, leave, come back': async ({ context, collector }) => {
    const page = await open(context, collector);
    await collector.down();
    await fire(page);
    await wait(1500);
    await page.goto('about:blank');
    await collector.up();
    await page.goto(`${collector.url}/again`);
    await until(all(collector));
  },
  '503, leave, come back': async ({ context, collector }) => {
    const page = await open(context, collector);
    collector.mode = '503';
    await fire(page);
    await wait(1500);
    await page.goto('about:blank');
    collector.mode = 'ok';
    await page.goto(`${collector.url}/again`);
    await until(all(collector));
  },
  '503 for 6 s, stay': async ({ context, collector }) => {
    const page = await open(context, collector);
    collector.mode = '503';
    await fire(page);
    await wait(6000);
    collector.mode = 'ok';
    await until(all(collector), 30_000);
  },
  '429 with Retry-After for 6 s, stay': async ({ context, collector }) => {
    const page = await open(context, collector);
    collector.mode = '429';
    await fire(page);
    await wait(6000);
    collector.mode = 'ok';
    await until(all(collector), 30_000);
    return { note: `${collector.attempts.filter((a) => a.mode === '429').length} tries` };
  },
  'two tabs, outage, one leaves': async ({ context, collector }) => {
    const [one, two] = [await open(context, collector), await open(context, collector)];
    collector.mode = '503';
    await fire(one, N / 2, 'e');
    await fire(two, N / 2, 'f');
    await wait(1500);
    await one.close();
    collector.mode = 'ok';
    await until(all(collector), 30_000);
  },
  'hidden, then visible': async ({ context, collector }) => {
    const page = await open(context, collector);
    await fire(page, N / 2, 'e');
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await fire(page, N / 2, 'f');
    await page.evaluate(() => {
      Reflect.deleteProperty(document, 'visibilityState');
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await until(all(collector));
  },
  'the host filled localStorage': async ({ context, collector }) => {
    const page = await open(context, collector);
    await fill(page);
    await fire(page);
    await until(all(collector));
  },
  'localStorage full, 503, leave, come back': async ({ context, collector }) => {
    const page = await open(context, collector);
    await fill(page);
    collector.mode = '503';
    await fire(page);
    await wait(1500);
    await page.goto('about:blank');
    collector.mode = 'ok';
    await page.goto(`${collector.url}/again`);
    await until(all(collector));
  },
  'one bad event of ten': async ({ context, collector }) => {
    collector.poison = 'e6';
    const page = await open(context, collector);
    await fire(page, 10);
    await until(all(collector, 9));
    return { expected: 9, unavoidable: 1 };
  },
};

/** Runs one accident. lost: accepted but never stored. twice: stored twice, which the collector's own dedupe would have hidden. */
export async function stage(name, browser, engine, prepare = () => {}) {
  const collector = await startCollector();
  prepare(collector);
  const context = await browser.newContext();
  try {
    const { expected = N, note = '', unavoidable = 0 } = (await accidents[name]({ context, collector, engine })) ?? {};
    // The answer may still be on its way when the collector has everything; then the ledger is asked.
    const page = context.pages().find((candidate) => candidate.url().startsWith(collector.url));
    const ledger = async () => (await page?.evaluate(() => window.shirube.ledger?.()).catch(() => undefined))?.http;
    if (!collector.decode) await until(async () => (await ledger())?.queued === 0, 16_000);
    const sums = await ledger();
    const stored = new Set(collector.names().filter((event) => /^[efg]\d+$/.test(event)));
    const lost = Object.values(sums?.lost ?? {}).reduce((sum, n) => sum + n, 0);
    return {
      name,
      lost: expected - stored.size,
      raw: collector.duplicates,
      requests: collector.requests,
      note,
      largest: collector.largest,
      ledger: sums && { ...sums, balanced: sums.accepted === sums.delivered + lost + sums.queued, told: lost === unavoidable },
    };
  } finally {
    await context.close().catch(() => {});
    await collector.close();
  }
}
