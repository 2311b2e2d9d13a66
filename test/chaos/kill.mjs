// Kills the browser with SIGKILL a few milliseconds after an awaited track(): what it promised to keep must arrive after the next start.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright-core';
import { startCollector, until } from './collector.mjs';
import { databases, torn } from './torn.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A browser of our own, so that its process and its profile are known. */
async function startChromium(executable, profile) {
  const child = spawn(
    executable,
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  );
  let port;
  await until(async () => (port = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n')[0]), 20_000);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  return {
    newPage: () => browser.contexts()[0].newPage(),
    async kill() {
      // The whole group at once, as the out-of-memory killer or a power button would.
      process.kill(-child.pid, 'SIGKILL');
      await new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', resolve)));
      await browser.close().catch(() => {});
      await rm(join(profile, 'DevToolsActivePort'), { force: true });
    },
  };
}

/** Processes that were started with this folder as their profile; nobody else has it, it was made for this run. */
const owners = async (profile) => {
  const found = [];
  for (const id of await readdir('/proc'))
    if (/^\d+$/.test(id) && (await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')).includes(profile)) found.push(Number(id));
  return found;
};

async function startFirefox(executable, profile) {
  const context = await firefox.launchPersistentContext(profile, {
    executablePath: executable,
    channel: 'moz-firefox',
    env: { ...process.env, ...(process.getuid?.() === 0 && { HOME: '/root' }) },
  });
  return {
    newPage: () => context.newPage(),
    async kill() {
      for (const id of await owners(profile))
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          /* it went with its parent */
        }
      await until(async () => (await owners(profile)).length === 0, 10_000);
      await Promise.race([context.close().catch(() => {}), wait(3000)]);
    },
  };
}

/** True when Chromium made the database anew in the session that just ended: it had found its own to be damaged, and deleted it (docs/adr/0102). */
const madeAnew = async (profile) => {
  const logs = await Promise.all((await databases(profile)).map((folder) => readFile(join(folder, 'LOG'), 'utf8').catch(() => '')));
  return logs.some((log) => log.includes('since it was missing'));
};

/** `rounds` times: track `each` events, wait for the promises, 10 ms, SIGKILL, start again, count. */
export async function kill(executable, { rounds, each, engine = 'chromium' }) {
  const start = engine === 'firefox' ? startFirefox : startChromium;
  const collector = await startCollector({ mode: 'hang' });
  const profile = await mkdtemp(join(tmpdir(), 'shirube-kill-'));
  const accepted = [];
  let anew = 0;
  let halves = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      const one = await start(executable, profile);
      const page = await one.newPage();
      await page.goto(collector.url);
      const names = Array.from({ length: each }, (_, i) => `k${round}-${i}`);
      const kept = await page.evaluate(async (list) => {
        const done = await Promise.all(list.map((name) => window.shirube.track(name)));
        return list.filter((_, i) => done[i]);
      }, names);
      accepted.push(...kept);
      await wait(10);
      await one.kill();
      if (round && (await madeAnew(profile))) anew++;
      if (await torn(profile)) halves++;
    }
    collector.mode = 'ok';
    const last = await start(executable, profile);
    const page = await last.newPage();
    await page.goto(collector.url);
    const stored = () => new Set(collector.names());
    await until(() => accepted.every((name) => stored().has(name)), 40_000);
    const names = collector.names();
    const result = {
      accepted: accepted.length,
      lost: accepted.filter((name) => !stored().has(name)).length,
      twice: names.length - new Set(names).size,
      raw: collector.duplicates,
    };
    await last.kill();
    if (await madeAnew(profile)) anew++;
    return {
      ...result,
      note: `${halves} of ${rounds} kills met a write half done${anew ? `; Chromium deleted its own database as damaged, ${anew} times` : ''}`,
    };
  } finally {
    await collector.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
