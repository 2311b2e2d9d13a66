/** What people send without meaning well, and what breaks at the worst moment: nobody else may notice. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@shirube/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { DAY, messageId, MIN, rig, START, type Rig } from './helpers';
import { smtp } from './smtp';

const HOUR = 60 * MIN;
const config = {
  shirube: 1,
  mails: [
    { id: 'hello', subject: { en: 'Hello', ja: 'こんにちは' }, body: 'Hello {{trait.name|friend}}' },
    { id: 'access', subject: 'Your access', body: 'Here it is', transactional: true },
  ],
  milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }],
  flows: [
    { id: 'f', start: { kind: 'event', name: 'hello' }, steps: [{ do: 'email', id: 'm', mail: 'hello' }] },
    {
      id: 'later',
      start: { kind: 'event', name: 'start' },
      steps: [
        { do: 'wait', id: 'w', for: '1d' },
        { do: 'email', id: 'm', mail: 'hello' },
        { do: 'email', id: 'a', mail: 'access' },
      ],
    },
  ],
} as Config;
const withMail = (mail: object): Config => ({ ...config, collector: { mail } }) as Config;
let r: Rig;
/** Servers on the other side: they go after the collector, which keeps connections to them. */
const others: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await r.stop();
  for (const close of others.splice(0)) await close();
});
const mails = (columns: string, user = '%') =>
  r.query(`SELECT ${columns} FROM mails WHERE user_id LIKE ? ORDER BY requested_at, mail, user_id`, [user]);

describe('somebody whose traits make no sense', () => {
  test('speaks "constructor" or "__proto__", and gets the mail in the default language, like those after them', async () => {
    r = await rig({ config: { ...config, defaultLanguage: 'en' } });
    for (const [i, locale] of ['constructor', '__proto__', 'toString', 'fr'].entries()) {
      const person = r.as(`u${i}`, 'acme');
      await person.identify({ locale });
      await person.track('hello');
    }
    expect(await mails('user_id, subject, status')).toEqual(
      ['u0', 'u1', 'u2', 'u3'].map((user_id) => ({ user_id, subject: 'Hello', status: 'sent' })),
    );
    expect(await r.query('SELECT COUNT(*) AS n FROM dead_letters')).toEqual([{ n: 0 }]);
  });

  test('lives in a time zone that does not exist: their mail goes out in the hours of the product', async () => {
    r = await rig({ config: withMail({ hours: { from: '10:00', to: '18:00' } }) });
    const person = r.as('u', 'mars');
    await person.group({ timezone: 'Mars/Phobos' });
    await person.track('hello');
    expect(await mails('status, next_at')).toEqual([{ status: 'queued', next_at: START + HOUR }]);
  });

  test('has a clock from before the calendar: the event is taken with the collector’s time, the others of its batch too', async () => {
    r = await rig({ config });
    const ends = { first: '-271821-04-20T00:00:00.000Z', last: '+275760-09-13T00:00:00.000Z' };
    for (const [i, sentAt] of [ends.first, ends.last, new Date(START).toISOString()].entries())
      await r.send(
        [
          { messageId: `old${i}`, type: 'track', event: 'invoice_sent', userId: `old${i}`, timestamp: ends.first },
          { messageId: `now${i}`, type: 'track', event: 'invoice_sent', userId: `now${i}`, timestamp: new Date(START).toISOString() },
        ],
        { sentAt },
      );
    await r.collector.settle();
    expect(await r.query('SELECT COUNT(*) AS n FROM milestones')).toEqual([{ n: 6 }]);
    expect(await r.query('SELECT at, skew FROM events WHERE message_id = ?', ['old2'])).toEqual([{ at: START, skew: 1 }]);
    expect(await r.query('SELECT COUNT(*) AS n FROM dead_letters')).toEqual([{ n: 0 }]);
  });
});

describe('somebody whose turn fails', () => {
  test('stops nobody else who waits, is told of among the refused, and is looked at again an hour later', async () => {
    r = await rig({ config });
    for (const user of ['a', 'b', 'c']) await r.as(user, 'acme').track('start');
    const tx = r.collector.store.tx.bind(r.collector.store);
    await tx((t) =>
      t.run(`CREATE TRIGGER trouble BEFORE INSERT ON mails WHEN NEW.user_id = 'b' BEGIN SELECT RAISE(ABORT, 'no room for b'); END`),
    );
    r.clock.advance(DAY);
    await r.collector.settle();
    expect(await mails('DISTINCT user_id')).toEqual([{ user_id: 'a' }, { user_id: 'c' }]);
    expect(await r.query('SELECT stage, reason, body FROM dead_letters')).toEqual([
      { stage: 'flow', reason: expect.stringContaining('no room for b'), body: expect.stringContaining('"user_id":"b"') },
    ]);
    await tx((t) => t.run('DROP TRIGGER trouble'));
    await r.collector.settle();
    expect(await mails('user_id', 'b')).toEqual([]);
    r.clock.advance(HOUR);
    await r.collector.settle();
    expect(await mails('mail, status', 'b')).toEqual([
      { mail: 'access', status: 'sent' },
      { mail: 'hello', status: 'sent' },
    ]);
  });

  test('or is erased just when the sweep has found them, does not come back as an empty row', async () => {
    r = await rig({ config });
    await r.as('gone', 'acme').track('start');
    await r.as('stays', 'acme').track('start');
    r.clock.advance(DAY);
    const { store } = r.collector;
    const query = store.query.bind(store);
    let erased = false;
    store.query = (async (sql: string, params?: never) => {
      const rows = await query(sql, params);
      if (!erased && (erased = /wake_at <= /.test(sql))) await store.tx((t) => t.run(`DELETE FROM users WHERE user_id = 'gone'`));
      return rows;
    }) as typeof store.query;
    await r.collector.settle();
    store.query = query;
    expect(await r.query('SELECT user_id FROM users')).toEqual([{ user_id: 'stays' }]);
    expect(await mails('DISTINCT user_id')).toEqual([{ user_id: 'stays' }]);
  });
});

describe('a mail that waits for Monday', () => {
  test('waits over a holiday of the calendar too, as business days do', async () => {
    r = await rig({ config: { ...withMail({ hours: { from: '09:00', to: '18:00' } }), calendar: { holidays: ['2026-04-02'] } } as Config });
    r.clock.advance(12 * HOUR);
    await r.as('u', 'acme').track('hello');
    expect(await mails('status, next_at')).toEqual([{ status: 'queued', next_at: START + 2 * DAY }]);
  });

  test('does not go to somebody who unsubscribes on Saturday, except what they need to get in', async () => {
    const server = await smtp();
    others.push(() => server.close());
    r = await rig({ smtp: server.url, config: withMail({ hours: { from: '09:00', to: '18:00' } }) });
    const person = r.as('u', 'acme');
    await person.identify({ email: 'u@acme.example' });
    await person.track('hello');
    expect(server.received.map(({ mail }) => mail.subject)).toEqual(['こんにちは']);
    const out = /https?:\S+\/t\/u\/\S+/.exec(server.received[0]?.mail.text ?? '')?.[0] ?? '';
    await r.pass(DAY + 10 * HOUR);
    // Thursday evening plus a day: Friday after hours.
    await person.track('start');
    await r.pass(DAY);
    expect(await mails('mail, status')).toEqual([
      { mail: 'hello', status: 'sent' },
      { mail: 'access', status: 'queued' },
      { mail: 'hello', status: 'queued' },
    ]);
    expect(
      (await fetch(r.url + new URL(out).pathname.replace(/^\/c/, ''), { method: 'POST', body: 'List-Unsubscribe=One-Click' })).status,
    ).toBe(200);
    await r.pass(4 * DAY);
    expect(await mails('mail, status, error')).toEqual([
      { mail: 'hello', status: 'sent', error: null },
      { mail: 'access', status: 'sent', error: null },
      { mail: 'hello', status: 'suppressed', error: 'unsubscribed' },
    ]);
    expect(server.received.map(({ mail }) => mail.subject)).toEqual(['こんにちは', 'Your access']);
  });
});

describe('what could not be noted', () => {
  test('a mail that was handed over while the store was full is shown as uncertain, not as being sent for ever', async () => {
    r = await rig({ config });
    const { store } = r.collector;
    await store.tx((t) => t.run(`CREATE TRIGGER full BEFORE INSERT ON mail_events BEGIN SELECT RAISE(ABORT, 'disk full'); END`));
    await expect(r.as('u', 'acme').track('hello')).rejects.toThrow(/disk full/);
    expect(await mails('status')).toEqual([{ status: 'sending' }]);
    await store.tx((t) => t.run('DROP TRIGGER full'));
    await r.collector.settle();
    expect(await mails('status')).toEqual([{ status: 'uncertain' }]);
  });
});

describe('a configuration that cannot be read when the collector starts', () => {
  test('leaves the one that was active last in force: nobody falls out of a flow, and nothing is removed too early', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'shirube-config-'));
    const file = join(dir, 'shirube.json');
    const keeping = { ...config, collector: { retention: { events: '3650d' } } };
    writeFileSync(file, JSON.stringify(keeping));
    try {
      r = await rig({ config: file });
      await r.as('u', 'acme').track('start');
      writeFileSync(file, '{ "shirube": 1, "flows": [');
      await r.restart();
      await r.as('other', 'acme').track('invoice_sent');
      expect(await r.query('SELECT user_id, flow, step, end_reason FROM flow_runs')).toEqual([
        { user_id: 'u', flow: 'later', step: 'w', end_reason: null },
      ]);
      expect(await r.query('SELECT user_id FROM milestones')).toEqual([{ user_id: 'other' }]);
      r.clock.advance(800 * DAY);
      await r.collector.retain();
      expect(await r.query(`SELECT COUNT(*) AS n FROM events WHERE source = 'wire'`)).toEqual([{ n: 2 }]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

test('erasing one person takes nothing from the others who came in the same batch', async () => {
  r = await rig({ config });
  const { store } = r.collector;
  // What waits in the table, acknowledged, at the moment of the erasure: as under load, or on PostgreSQL.
  const body = JSON.stringify({
    batch: ['1', 'hana', 'ken'].map((userId) => ({
      messageId: messageId(),
      type: 'track',
      event: 'invoice_sent',
      userId,
      timestamp: new Date(START).toISOString(),
    })),
  });
  const { erase } = await import('../../packages/collector/src/host/erase');
  await store.tx((t) => t.insert('inbox', [], [{ part: 0, tenant: 1, key: 'pk_test', received_at: START, verified: 0, events: 3, body }]));
  await erase(store, 1, { user: '1' }, START);
  await r.collector.settle();
  expect(await r.query('SELECT user_id FROM milestones ORDER BY user_id')).toEqual([{ user_id: 'hana' }, { user_id: 'ken' }]);
  expect(await r.query(`SELECT user_id FROM users WHERE user_id = '1'`)).toEqual([]);
});

test('a visitor who never said who they are is forgotten whole, answers kept for the dashboard too', async () => {
  r = await rig({
    config: {
      shirube: 1,
      checklists: [{ id: 'setup', items: [{ id: 'page', done: { kind: 'page', path: '/', visits: { atLeast: 1 } } }] }],
      flows: [{ id: 'f', start: { kind: 'event', name: 'hello' }, steps: [{ do: 'task', id: 'call', title: 'Call' }] }],
    } as Config,
  });
  const event = (type: string, more: object) => ({
    messageId: messageId(),
    type,
    anonymousId: 'passer-by',
    timestamp: new Date(START).toISOString(),
    ...more,
  });
  await r.send([
    event('page', { properties: { path: '/' }, context: { tabId: 't', page: { path: '/' } } }),
    event('track', { event: 'hello' }),
  ]);
  await r.collector.settle();
  await r.collector.store.tx((t) =>
    t.insert('snapshots', [], [{ tenant: 1, name: '/kpis?', cfg: '', events: 1, erased: 0, at: START, cost: 1, body: '{}' }]),
  );
  expect(await r.query('SELECT item FROM checklist_items')).toEqual([{ item: 'page' }]);
  r.clock.advance(91 * DAY);
  await r.collector.retain();
  for (const table of ['users', 'checklist_items', 'tasks', 'effects', 'flow_runs', 'snapshots'])
    expect(await r.query(`SELECT COUNT(*) AS n FROM ${table}`), table).toEqual([{ n: 0 }]);
});

test('somebody who looks for an event that came two days late sees what it caused, however much others have caused since', async () => {
  r = await rig({ config });
  for (let i = 0; i < 4; i++) await r.as(`busy${i}`, 'acme').track('hello');
  await r.as('late', 'acme').track('hello', {}, START - 2 * DAY);
  const token = await r.collector.makeToken('main', 'looks', 'viewer');
  const recent = (await (
    await fetch(`${r.url}/api/events/recent?user=late&limit=5`, { headers: { authorization: `Bearer ${token}` } })
  ).json()) as { name: string; caused: { kind: string; name: string }[] }[];
  expect(recent.find((event) => event.name === 'hello')?.caused).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'email', name: 'hello' })]),
  );
});
