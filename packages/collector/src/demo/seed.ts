import { portfolioEvents, type Portfolio } from './portfolio';

interface SeedOptions {
  /** Where the collector listens, with its base path. */
  address: string;
  writeKey: string;
  /** Moves the collector's clock; the story is told in its own time. */
  at(instant: number): void;
  /** Lets the flow worker catch up with what has become due. */
  settle(): Promise<unknown>;
  /** When the story ends; default: as written. */
  asOf?: number;
}

const BATCH = 100;

/** Sends the portfolio's events over HTTP, one batch after the other, time passing as it did. Needs a collector with `manual: true`. */
export async function seedPortfolio(
  portfolio: Portfolio,
  { address, writeKey, at, settle, asOf = Date.parse(portfolio.asOf) }: SeedOptions,
): Promise<number> {
  const events = portfolioEvents(portfolio, asOf);
  for (let i = 0; i < events.length; i += BATCH) {
    const batch = events.slice(i, i + BATCH);
    const last = batch[batch.length - 1]?.timestamp ?? '';
    at(Date.parse(last));
    const reply = await fetch(`${address}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sentAt: last, writeKey, batch }),
    });
    if (!reply.ok) throw new Error(`The collector at ${address} answered ${reply.status}: ${await reply.text()}`);
    await settle();
  }
  at(asOf);
  await settle();
  return events.length;
}
