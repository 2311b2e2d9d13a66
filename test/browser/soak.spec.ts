/** The soak with a short seed: five tabs, a collector that flaps, tabs that die. `npm run chaos -- --long` plays the whole of it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { soak } from '../chaos/soak.mjs';
import { launch } from '../helpers/browsers';

let browser: Browser;
beforeAll(async () => {
  browser = await launch('chromium');
});
afterAll(() => browser?.close());

it(
  'people who work in five tabs while the collector fails and tabs die lose nothing, and nothing is stored twice',
  { timeout: 240_000 },
  async () => {
    const { lost, twice, accepted, kills, ledger, where } = await soak(browser, { seed: 11, events: 250, kills: 6, navigations: 3 });
    expect({ lost, twice, where }).toEqual({ lost: 0, twice: 0, where: undefined });
    expect([accepted >= 250, kills >= 6]).toEqual([true, true]);
    expect(ledger).toMatchObject({ lost: {}, queued: 0 });
    expect(ledger?.accepted).toBe(ledger?.delivered);
  },
);
