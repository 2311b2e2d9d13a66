#!/usr/bin/env node
// npm run chaos            the accidents, SIGKILL and a short soak (under a minute or two)
// npm run chaos -- --long  the full soak: 10,000 events, 5 tabs, 200 tab kills, 50 navigations, three seeds; SIGKILL with 1,000 events
// npm run chaos -- --soak  only the soak;  --seed 7  only this seed;  --deaf  answers that get lost as well
import { existsSync } from 'node:fs';
import { chromium, firefox } from 'playwright-core';
import { accidents, stage } from './accidents.mjs';
import { kill } from './kill.mjs';
import { soak } from './soak.mjs';

const has = (flag) => process.argv.includes(flag);
const seed = Number(process.argv[process.argv.indexOf('--seed') + 1]) || 1;
const long = has('--long');
const paths = {
  chromium:
    process.env.SHIRUBE_CHROMIUM ??
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ??
    chromium.executablePath(),
  firefox: process.env.SHIRUBE_FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync),
};
const root = process.getuid?.() === 0;
const launch = {
  chromium: () => chromium.launch({ executablePath: paths.chromium, args: root ? ['--no-sandbox'] : [] }),
  firefox: () =>
    firefox.launch({ executablePath: paths.firefox, channel: 'moz-firefox', env: { ...process.env, ...(root && { HOME: '/root' }) } }),
};
let failed = 0;
const row = (name, { lost, twice = 0, raw, requests = '', note = '' }, ok = lost === 0 && twice === 0) => {
  if (!ok) failed++;
  console.log(
    `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(58)} lost ${String(lost).padStart(3)}  stored twice ${String(twice).padStart(2)}  sent twice ${String(raw).padStart(4)}  requests ${String(requests).padStart(5)}  ${note}`,
  );
};
const only = has('--soak') || has('--kill') || has('--accidents');

if (!only || has('--accidents'))
  for (const engine of ['chromium', 'firefox']) {
    if (!paths[engine]) {
      console.log(`skip  ${engine}: not found`);
      continue;
    }
    console.log(`\n${engine}: the ordinary accidents`);
    const browser = await launch[engine]();
    const names = Object.keys(accidents);
    const results = await Promise.all(
      names.map((name) => stage(name, browser, engine).catch((error) => ({ name, lost: NaN, raw: 0, note: String(error).slice(0, 80) }))),
    );
    for (const result of results) row(result.name, result, result.lost === 0 && result.ledger?.balanced && result.ledger.told);
    await browser.close();
  }
if (!only || has('--kill'))
  for (const engine of ['chromium', 'firefox']) {
    // Processes are found by their profile in /proc.
    if (!paths[engine] || (engine === 'firefox' && !existsSync('/proc/self/cmdline'))) {
      console.log(`\nskip  ${engine}: ${paths[engine] ? 'its processes cannot be found on this system' : 'not found'}`);
      continue;
    }
    console.log(`\n${engine}: SIGKILL of the browser 10 ms after an awaited track()`);
    const much = engine === 'chromium' ? { rounds: 20, each: 50 } : { rounds: 5, each: 20 };
    const result = await kill(paths[engine], { ...(long ? much : { rounds: 3, each: much.each }), engine });
    row(`${result.accepted} events accepted`, result, result.lost === 0 && result.twice === 0 && result.accepted > 0);
  }
if (!only || has('--soak')) {
  console.log(`\nchromium: soak, five tabs, a collector that flaps, tabs that die${long ? '' : ' (short; --long for the full one)'}`);
  for (const one of long && !has('--seed') ? [1, 2, 3] : [seed]) {
    const browser = await launch.chromium();
    const result = await soak(browser, {
      seed: one,
      deaf: has('--deaf'),
      ...(long
        ? { events: 10_000, kills: 200, navigations: 50, say: (text) => console.error(`      ${text}`) }
        : { events: 600, kills: 12, navigations: 5 }),
    });
    const { share, disorder } = result;
    row(
      `seed ${one}: ${result.accepted} events, ${result.kills} kills, ${result.navigations} navigations`,
      {
        ...result,
        note: `${(share * 100).toFixed(1)} % sent twice${Object.entries(result.again)
          .map(([why, n]) => `, ${n} ${why}`)
          .join(
            '',
          )}, ${disorder} out of order, ${result.seconds} s, degraded ${JSON.stringify(result.degraded)}, ledger ${JSON.stringify(result.ledger ?? 'still sending')}`,
      },
      result.lost === 0 && result.twice === 0 && share <= 0.05,
    );
    if (result.where) {
      const { list, ...rest } = result.where;
      console.log(
        `      what is missing: ${JSON.stringify(rest)}\n      ${(list ?? [])
          .slice(0, 10)
          .map(({ name, where, fate }) => `${name}: ${where}, its page ${fate}`)
          .join('\n      ')}`,
      );
    }
    await browser.close();
  }
}
console.log(failed ? `\n${failed} failed` : '\nnothing lost, nothing stored twice');
process.exit(failed ? 1 : 0);
