import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accidents, stage, type Staged } from '../chaos/accidents.mjs';
import { findBrowsers, launch, type EngineName } from '../helpers/browsers';

const engines = (['chromium', 'firefox'] as const).filter((engine) => engine === 'chromium' || findBrowsers()[engine]);

describe.each(engines)('the ordinary accidents in %s', (engine: EngineName) => {
  let browser: Browser;
  const results = new Map<string, Promise<Staged>>();
  // Each has a context and a collector of its own, so they may happen at the same time.
  beforeAll(async () => {
    browser = await launch(engine);
    for (const name of Object.keys(accidents)) {
      const result = stage(name, browser, engine);
      result.catch(() => {});
      results.set(name, result);
    }
  }, 60_000);
  afterAll(() => browser?.close());

  it.each(Object.keys(accidents))('nothing is lost and nothing stored twice: %s', { timeout: 60_000 }, async (name) => {
    const staged = await results.get(name);
    expect(staged?.lost).toBe(0);
    expect(staged?.ledger).toMatchObject({ balanced: true, told: true, queued: 0 });
    expect(staged?.largest).toBeLessThanOrEqual(16_384);
  });
});
