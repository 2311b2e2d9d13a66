// Five tabs, a collector that flaps, tabs that die: everything that track() took must be stored, once.
import { startCollector, until } from './collector.mjs';
import { seeded } from './random.mjs';
import { reasons } from './repeats.mjs';
import { whereabouts } from './whereabouts.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** A page that dies while it is asked never answers. */
const within = (work, ms = 15_000) => Promise.race([work, wait(ms).then(() => Promise.reject(new Error('no answer')))]);
const MODES = ['ok', 'ok', 'ok', '503', 'reset', 'slow', 'hang'];

/** `events`, `kills` and `navigations` are what has to be reached before the chaos ends. */
export async function soak(browser, { seed, events, kills, navigations, tabs = 5, deaf = false, say = () => {} }) {
  const random = seeded(seed);
  const collector = await startCollector();
  const context = await browser.newContext();
  /** name → the page that took it; a page knows how it ended. */
  const accepted = new Map();
  const done = { kills: 0, navigations: 0, reloads: 0 };
  let going = true;
  /** Page id → how and when it ended; a tab has a page after the other. */
  const ended = new Map();
  const shows = new Map();
  const leave = (page, how) => shows.has(page) && ended.set(shows.get(page), { how, at: Date.now() });
  /** What pages said did not work, by how many. */
  const degraded = {};
  const enough = () => accepted.size >= events && done.kills >= kills && done.navigations >= navigations;

  // "lost": stored, but the answer never arrives. No client can tell; it shows as sent twice.
  const modes = deaf ? [...MODES, 'lost'] : MODES;
  const flap = async () => {
    while (going) {
      collector.mode = modes[Math.floor(random() * modes.length)];
      collector.delay = 200 + random() * 1500;
      await wait(300 + random() * 1500);
    }
  };
  const open = async () => {
    const page = await context.newPage();
    page.on('console', (message) => {
      const [, kind, what] = /^(degraded|page): (.*)/.exec(message.text()) ?? [];
      if (kind === 'page') shows.set(page, what);
      else if (what) degraded[what] = (degraded[what] ?? 0) + 1;
    });
    // Requests say which page they are from, to tell afterwards why something was sent twice.
    await page.addInitScript(() => {
      const id = crypto.randomUUID();
      const { fetch } = window;
      window.fetch = (url, init) => fetch(url, init?.method === 'POST' ? { ...init, headers: { ...init.headers, 'x-page': id } } : init);
      console.log(`page: ${id}`);
    });
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => window.shirube?.on('degraded', ({ what, is }) => is && console.log(`degraded: ${what}`))),
    );
    await page.goto(`${collector.url}/p`, { waitUntil: 'domcontentloaded', timeout: 15_000 });
    return page;
  };
  const kill = async (page) => {
    done.kills++;
    leave(page, 'was killed');
    if (random() < 0.5) {
      const session = await context.newCDPSession(page);
      void session.send('Page.crash').catch(() => {});
      await Promise.race([page.waitForEvent('crash').catch(() => {}), wait(1000)]);
    }
    await page.close({ runBeforeUnload: false });
  };
  const tab = async (id) => {
    let n = 0;
    let page;
    let life;
    const end = (how) => life && (life.end ??= how);
    while (!enough()) {
      try {
        if (!page) {
          page = await open();
          life = { from: Date.now() };
        }
        const names = Array.from({ length: 1 + Math.floor(random() * 10) }, () => `s${id}-${n++}`);
        // Only what came back as called is counted as accepted.
        const taken = await within(
          page.evaluate((list) => {
            for (const name of list) void window.shirube.track(name, { size: 'of an ordinary event' });
            return list;
          }, names),
        );
        for (const name of taken) accepted.set(name, life);
        const dice = random();
        const share = kills / (events / 5.5);
        if (dice < share * 1.1) {
          end('was killed');
          await within(kill(page));
          page = undefined;
        } else if (dice < share * 1.1 + (navigations / (events / 5.5)) * 1.3) {
          done.navigations++;
          end('went elsewhere');
          leave(page, 'went elsewhere');
          await page.goto(random() < 0.3 ? `${collector.url}/blank` : `${collector.url}/p${Math.floor(random() * 9)}`, {
            waitUntil: 'domcontentloaded',
            timeout: 15_000,
          });
          if (page.url().endsWith('/blank')) await page.goto(`${collector.url}/p`, { waitUntil: 'domcontentloaded' });
          life = { from: Date.now() };
        }
        await wait(random() * 60);
      } catch (error) {
        end(`was given up (${String(error).split('\n')[0].slice(0, 80)})`);
        if (!browser.isConnected()) throw new Error('the browser itself has died');
        if (page) leave(page, 'was given up');
        await within(page?.close({ runBeforeUnload: false })).catch(() => {});
        page = undefined;
      }
    }
    end('was closed at the end');
    if (page) leave(page, 'was closed at the end');
    await within(page?.close({ runBeforeUnload: false })).catch(() => {});
  };
  const start = Date.now();
  const flapping = flap();
  const ticker = setInterval(
    () =>
      say(
        `${accepted.size}/${events} events, ${done.kills}/${kills} kills, ${done.navigations}/${navigations} navigations, ${collector.stored.size} stored`,
      ),
    10_000,
  );
  await Promise.all(Array.from({ length: tabs }, (_, i) => tab(i)));
  going = false;
  await flapping;
  const chaos = Date.now() - start;
  collector.mode = 'ok';
  const page = await open();
  const stored = () => new Set(collector.names());
  const missing = () => {
    const names = stored();
    return [...accepted.keys()].filter((name) => !names.has(name));
  };
  await until(() => missing().length === 0, 60_000);
  const ledger = (await until(async () => (await page.evaluate(() => window.shirube.ledger())).http?.queued === 0, 15_000))
    ? (await page.evaluate(() => window.shirube.ledger())).http
    : undefined;
  clearInterval(ticker);
  const gone = missing();
  const where = gone.length
    ? await whereabouts(page, gone, (name) => accepted.get(name)?.end ?? 'is alive').catch((error) => ({ error: String(error) }))
    : undefined;
  // Per-tab order: as stored, the numbers of one tab never go back.
  const last = new Map();
  let disorder = 0;
  for (const event of collector.order) {
    const { tabId, seq } = event.context;
    if (seq < (last.get(tabId) ?? 0)) disorder++;
    last.set(tabId, Math.max(seq, last.get(tabId) ?? 0));
  }
  const names = collector.order.filter((e) => e.type === 'track').map((e) => e.event);
  const result = {
    seed,
    accepted: accepted.size,
    lost: gone.length,
    twice: names.length - new Set(names).size,
    raw: collector.duplicates,
    share: collector.duplicates / collector.stored.size,
    again: reasons(collector.repeats, (id) => ended.get(id)),
    requests: collector.requests,
    ...done,
    disorder,
    seconds: Math.round((Date.now() - start) / 1000),
    chaos: Math.round(chaos / 1000),
    degraded,
    ledger,
    where,
  };
  await context.close();
  await collector.close();
  return result;
}
