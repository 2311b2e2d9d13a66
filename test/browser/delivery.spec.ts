import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accidents, stage, type Staged } from '../chaos/accidents.mjs';
import { findBrowsers, launch, type EngineName } from '../helpers/browsers';

// All of them in Chromium; in Firefox those that depend on the browser. `npm run chaos` stages all in both.
const inFirefox = Object.keys(accidents).filter((name) => /navigate|crashes|refused|full|tabs/.test(name));
const cases: [EngineName, string][] = [
  ...Object.keys(accidents).map((name): [EngineName, string] => ['chromium', name]),
  ...(findBrowsers().firefox ? inFirefox.map((name): [EngineName, string] => ['firefox', name]) : []),
];
const browsers: Browser[] = [];
const results = new Map<string, Promise<Staged>>();

// Each has a context and a collector of its own, so they may happen at the same time.
beforeAll(async () => {
  await Promise.all(
    [...new Set(cases.map(([engine]) => engine))].map(async (engine) => {
      const browser = await launch(engine);
      browsers.push(browser);
      for (const [, name] of cases.filter(([which]) => which === engine)) {
        const result = stage(name, browser, engine);
        result.catch(() => {});
        results.set(`${engine} ${name}`, result);
      }
    }),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
});

describe('after an ordinary accident nothing is lost and nothing is stored twice', () => {
  it.each(cases)('%s: %s', { timeout: 60_000 }, async (engine, name) => {
    const staged = await results.get(`${engine} ${name}`);
    expect(staged?.lost).toBe(0);
    expect(staged?.ledger).toMatchObject({ balanced: true, told: true, queued: 0 });
    expect(staged?.largest).toBeLessThanOrEqual(16_384);
  });
});
