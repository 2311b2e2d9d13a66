import { describe, expect, it } from 'vitest';
import { event, ok, world } from '../../../../test/helpers/clients';
import { orderOf } from './ids';
import type { WireEvent } from './ports';
import type { Store } from './store';
import { http } from '../reporters/http';
import { localStore } from '../storages/local';

describe('an event nobody took for a month', () => {
  it('is given up, and counted', async () => {
    const { client } = world(() => ok());
    const { outbox, drain } = client();
    await outbox.route([http]);
    await outbox.accept(event('old', Date.parse('2026-02-28T00:00:00Z')), orderOf(1, 1));
    await outbox.accept(event('new', Date.parse('2026-03-31T00:00:00Z')), orderOf(2, 2));
    await drain.run();
    expect((await outbox.ledger()).http).toEqual({ accepted: 2, delivered: 1, lost: { expired: 1 }, queued: 0 });
  });
});

describe('a device without a battery, whose clock begins in 1970', () => {
  it('delivers what happened before its clock was right', async () => {
    const { client, arrivals } = world(() => ok());
    const { outbox, drain } = client();
    await outbox.route([http]);
    await outbox.accept(event('old', 5000), orderOf(5000, 1));
    await drain.run();
    expect(arrivals).toHaveLength(1);
    expect((await outbox.ledger()).http).toEqual({ accepted: 1, delivered: 1, lost: {}, queued: 0 });
  });
});

describe('what a person never agreed to send', () => {
  it('stays in the browser: traits that the configuration does not declare are taken out as they leave', async () => {
    const bodies: string[] = [];
    const { client } = world(
      () => ok(),
      (body) => bodies.push(body),
    );
    const { outbox, drain } = client();
    await outbox.accept(
      { ...event('a', Date.parse('2026-04-01T00:00:00Z')), type: 'identify', traits: { plan: 'pro', secret: 'x' } },
      orderOf(1, 1),
    );
    await outbox.route([http]);
    await drain.run();
    expect(bodies.map((body) => (JSON.parse(body) as { batch: WireEvent[] }).batch.map(({ traits }) => traits))).toEqual([
      [{ plan: 'pro' }],
    ]);
  });
});

describe('a row that something else has damaged', () => {
  it('is dropped and counted, and what is behind it arrives', async () => {
    const { client } = world(() => ok());
    const shared = localStore(() => undefined, '');
    const { outbox, drain } = client(shared);
    await outbox.route([http]);
    await outbox.accept(event('a', Date.parse('2026-04-01T00:00:00Z')), orderOf(1, 1));
    await outbox.accept(event('b', Date.parse('2026-04-01T00:00:00Z')), orderOf(2, 2));
    const [[first]] = shared.rows('q|', 1) as [[string, unknown]];
    shared.put(first, '{"half');
    await drain.run();
    expect((await outbox.ledger()).http).toEqual({ accepted: 2, delivered: 1, lost: { unreadable: 1 }, queued: 0 });
  });
});

describe('an address that is none', () => {
  it('is tried again later like an endpoint that does not answer, and holds nobody’s turn', async () => {
    const { client, pass, arrivals } = world(() => ok());
    const shared = localStore(() => undefined, '');
    let wrong = true;
    const { outbox, drain } = client(shared, undefined, undefined, () => {
      if (wrong) throw new TypeError('Invalid URL');
    });
    await outbox.route([http]);
    await outbox.accept(event('a', Date.parse('2026-04-01T00:00:00Z')), orderOf(1, 1));
    await drain.run();
    expect(shared.get('m|http')).toMatchObject({ attempt: 1 });
    expect(shared.get('m|http')).not.toHaveProperty('until');
    wrong = false;
    await pass(10_000);
    expect(arrivals).toHaveLength(1);
    expect((await outbox.ledger()).http).toMatchObject({ accepted: 1, delivered: 1, queued: 0 });
  });
});

describe('rows without an address', () => {
  it('are looked for once in the life of a page, and found although the first look came to nothing', async () => {
    const { client } = world(() => ok());
    const inner = localStore(() => undefined, '');
    let looked = 0;
    let torn = true;
    const store: Store = {
      tx: (write, work) =>
        inner.tx(write, (table) =>
          work({
            ...table,
            rows(prefix, limit) {
              looked += +(prefix === 'q||');
              if (torn && looked) {
                torn = false;
                throw new Error('aborted');
              }
              return table.rows(prefix, limit);
            },
          }),
        ),
    };
    const { outbox, drain } = client(store);
    await outbox.accept(event('early', Date.parse('2026-04-01T00:00:00Z')), orderOf(1, 1));
    await outbox.route([http]);
    await drain.run();
    await drain.run();
    await outbox.accept(event('late', Date.parse('2026-04-01T00:00:00Z')), orderOf(2, 2));
    await drain.run();
    await drain.run();
    expect(looked).toBe(2);
    expect((await outbox.ledger()).http).toMatchObject({ accepted: 2, delivered: 2, queued: 0 });
  });
});

describe('an endpoint that redirects', () => {
  it.each([
    ['keeps what is waiting when the answer names nobody: it may be one to a GET', '{}', 1],
    ['delivers what the answer names', '{"results":{"a":"ok"}}', 0],
  ])('%s', async (_what, body, queued) => {
    const { client, now } = world(() => Object.defineProperty(new Response(body), 'redirected', { value: true }));
    const { outbox, drain } = client();
    await outbox.route([http]);
    await outbox.accept(event('a', now()), orderOf(1, 1));
    await drain.run();
    expect((await outbox.ledger()).http).toEqual({ accepted: 1, delivered: 1 - queued, lost: {}, queued });
  });
});
