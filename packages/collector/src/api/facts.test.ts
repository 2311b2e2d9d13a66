/** Figures of one account, from rows as the worker writes them to the answer of the API. */
import { compile, initialState, type Config, type Measure } from '@shirube/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SqliteStore } from '../stores/sqlite';
import { makeBook } from './book';
import { settingsOf } from './settings';
import { asking, createApi, openStore, quietDeps, tempFolder } from './testing';
import type { AccountDetail, Kpis } from './types';

const DAY = 86_400_000;
const now = Date.parse('2026-07-01T12:00:00-04:00');
let folder: ReturnType<typeof tempFolder>;
let store: SqliteStore;
beforeEach(async () => {
  folder = tempFolder();
  store = await openStore(folder.path);
});
afterEach(async () => {
  await store.close();
  folder.remove();
});
const program = (more: object = {}) => compile({ shirube: 1, ...more } as Config, { faces: false });
const account = (traits: object) =>
  store.tx((tx) =>
    tx.insert('accounts', [], [{ tenant: 1, account_id: 'acme', traits: JSON.stringify(traits), first_at: now - 100 * DAY, last_at: now }]),
  );
const measured = async (measure: Measure, more: object = {}) => {
  const settings = settingsOf(program({ ...more, health: { signals: [{ id: 'x', weight: 1, measure }] } }));
  return (await makeBook(store, 1, now, settings)).entries.get('acme')?.facts.measure(measure);
};
const events = (name: string, ages: readonly number[]) =>
  store.tx((tx) =>
    tx.insert(
      'events',
      [],
      ages.map((age, i) => ({
        tenant: 1,
        message_id: `${name}-${i}`,
        type: 'track',
        event: name,
        account_id: 'acme',
        user_id: 'u',
        anonymous: 0,
        at: now - age * DAY,
        received_at: now,
        skew: 0,
        verified: 0,
        source: 'wire',
        props: '{}',
        context: '{}',
      })),
    ),
  );

describe('a vendor in New York', () => {
  const zone = { timeZone: 'America/New_York' };
  const kpis = async (query: string) =>
    asking(
      createApi(
        quietDeps(
          store,
          () => now,
          () => program(zone),
        ),
        { maxAge: 0 },
      ),
      1,
    ).get<Kpis>(`/kpis${query}`);

  test('whose customer signed on 15 June sees 16 days on 1 July, and 30 days to a renewal on 31 July', async () => {
    await account({ contract_start: '2026-06-15', contract_end: '2026-07-31' });
    expect([await measured({ kind: 'age' }, zone), await measured({ kind: 'renewal' }, zone)]).toEqual([16, 30]);
  });

  test('whose customer leaves with the first of June has it among those who left in June, not in May', async () => {
    await account({ contract_start: '2026-01-01', churned_at: '2026-06-01' });
    expect([(await kpis('?from=2026-05-01&to=2026-06-01')).logos.lost, (await kpis('?from=2026-06-01&to=2026-07-01')).logos.lost]).toEqual([
      [],
      ['acme'],
    ]);
  });

  test('that asks for a month which has not begun gets an empty period', async () => {
    await account({ contract_start: '2026-01-01' });
    const { from, to, logos } = await kpis('?from=2026-08-01&to=2026-09-01');
    expect([from, to, logos.churn.value, logos.churnPerYear]).toEqual([now, now, 0, 0]);
  });

  test('an account that has given notice for August is still late with what it has not set up', async () => {
    await account({ contract_start: '2026-05-01', churned_at: '2026-08-01' });
    const settings = settingsOf(
      program({ milestones: [{ id: 'setup', when: { kind: 'login' }, required: true, target: '7d', max: '14d' }] }),
    );
    expect((await makeBook(store, 1, now, settings)).entries.get('acme')).toMatchObject({
      churned: null,
      standing: { status: 'stuck', blocker: 'setup' },
    });
  });
});

describe('events as a part of health', () => {
  beforeEach(() => account({}));
  test('count within the window only: one ticket this month and five a year ago are one', async () => {
    await events('ticket', [3, 360, 361, 362, 363, 364]);
    await store.tx((tx) =>
      tx.insert(
        'event_users',
        [],
        [{ tenant: 1, account_id: 'acme', user_id: 'u', event: 'ticket', n: 6, first_at: now - 364 * DAY, last_at: now - 3 * DAY }],
      ),
    );
    expect(await measured({ kind: 'events', events: ['ticket'], window: '30d' })).toBe(1);
    expect(await measured({ kind: 'events', events: ['ticket'] })).toBe(6);
    expect(await measured({ kind: 'events', events: ['ticket'], window: '3d' })).toBe(1);
    expect(await measured({ kind: 'events', events: ['other'], window: '30d' })).toBe(0);
  });

  test('with a half-life each counts, not just the last one: today, 7 and 14 days ago are 1.75', async () => {
    await events('invoice_sent', [1e-6, 7, 14]);
    expect(await measured({ kind: 'events', events: ['invoice_sent'], halfLife: '7d' })).toBeCloseTo(1.75, 4);
  });
});

test('mail clicks of the last 90 days leave older mails out', async () => {
  await account({});
  const mail = (id: string, age: number, clicked: boolean) => ({
    id,
    tenant: 1,
    account_id: 'acme',
    user_id: 'u',
    mail: 'm',
    flow: 'f',
    step: 's',
    lang: 'en',
    recipient: '',
    subject: '',
    body_text: '',
    body_html: '',
    links: '[]',
    status: 'sent',
    transport: 'smtp',
    requested_at: now - age * DAY,
    sent_at: now - age * DAY,
    clicked_at: clicked ? now - age * DAY : null,
    machine_opens: 0,
    attempts: 1,
  });
  await store.tx((tx) => tx.insert('mails', [], [mail('a', 1, true), mail('b', 80, false), mail('c', 100, false), mail('d', 200, false)]));
  expect(await measured({ kind: 'mailClicks', window: '90d' })).toBe(0.5);
  expect(await measured({ kind: 'mailClicks' })).toBe(0.25);
  expect(await measured({ kind: 'mailClicks', window: '12h' })).toBeNull();
});

test('the page of an account names the person who reached a milestone first, not the first in the alphabet', async () => {
  await account({});
  const who = (user_id: string) => ({ tenant: 1, account_id: 'acme', user_id });
  await store.tx(async (tx) => {
    for (const user of ['abe', 'zen'])
      await tx.insert(
        'users',
        [],
        [
          {
            ...who(user),
            anonymous: 0,
            state: JSON.stringify(initialState()),
            cfg: '',
            traits: '{}',
            first_at: now,
            last_at: now,
            logins: 1,
            sessions: 1,
          },
        ],
      );
    await tx.insert(
      'milestones',
      [],
      [
        { ...who('abe'), milestone: 'sent', at: now - DAY, n: 1 },
        { ...who('zen'), milestone: 'sent', at: now - 9 * DAY, n: 1 },
      ],
    );
  });
  const api = createApi(
    quietDeps(
      store,
      () => now,
      () => program({ milestones: [{ id: 'sent', when: { kind: 'event', name: 'x' } }] }),
    ),
    { maxAge: 0 },
  );
  expect((await asking(api, 1).get<AccountDetail>('/accounts/acme')).milestones).toMatchObject([
    { id: 'sent', at: now - 9 * DAY, user: 'zen' },
  ]);
});
