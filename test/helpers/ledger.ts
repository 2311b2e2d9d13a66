/** The loss ledger, asked at the end of tests that send: accepted = delivered + lost + queued, in every page that still answers. */
import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import type { Ledger } from '../../packages/browser/src/host/outbox';

type Sums = Record<string, Ledger & { queued: number }>;

/** Gives how many pages answered: one that has crashed, or never got its second half, cannot. */
export async function balanced(context: BrowserContext): Promise<number> {
  const asked = context
    .pages()
    .map((page) =>
      Promise.race([
        page.evaluate(async () => (await (window as Partial<Window>).shirube?.ledger?.()) as Sums | undefined).catch(() => undefined),
        new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 2000)),
      ]),
    );
  const all = (await Promise.all(asked)).filter((sums) => sums !== undefined);
  for (const sums of all)
    for (const [reporter, { accepted, delivered, lost, queued }] of Object.entries(sums))
      expect({ reporter, accepted }).toEqual({
        reporter,
        accepted: delivered + Object.values(lost).reduce((sum, n) => sum + n, 0) + queued,
      });
  return all.length;
}
