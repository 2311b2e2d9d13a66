import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@shirube/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqlite } from '../../packages/collector/src/stores/sqlite-driver';
import { DAY, messageId, rig, START, type Rig } from './helpers';

const config = {
  shirube: 1,
  milestones: [{ id: 'sent', when: { kind: 'event', name: 'invoice_sent' } }],
  mails: [{ id: 'hello', subject: 'Hello', body: 'Hello' }],
  flows: [
    {
      id: 'f',
      start: { kind: 'milestone', id: 'sent' },
      steps: [
        { do: 'email', id: 'm', mail: 'hello' },
        { do: 'task', id: 't', title: 'Call' },
      ],
    },
  ],
} as Config;
let r: Rig;
let token = '';
beforeEach(async () => {
  r = await rig({ config });
  token = await r.collector.makeToken('main', 'ops', 'admin');
});
afterEach(() => r.stop());
const call = (path: string, init: RequestInit = {}, from = r, as = token) =>
  fetch(from.url + path, { ...init, headers: { authorization: `Bearer ${as}`, ...init.headers } });
const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : [join(folder, name)]));
const bytesOf = (folder: string) =>
  files(folder)
    .map((file) => readFileSync(file).toString('latin1'))
    .join('');
const milestones = (from: Rig) => from.query('SELECT account_id, user_id, milestone, at FROM milestones ORDER BY user_id');

describe('leaving', () => {
  test('a person who is erased is gone from every table and every file, and stays gone when an old device comes back', async () => {
    const person = r.as('erika-mustermann', 'acme-gmbh');
    await person.identify({ email: 'erika@acme.example' });
    await person.track('invoice_sent');
    await r.send([
      {
        messageId: 'anon',
        type: 'page',
        anonymousId: 'device-of-erika',
        properties: { path: '/' },
        timestamp: new Date(START).toISOString(),
      },
      {
        messageId: 'link',
        type: 'identify',
        userId: 'erika-mustermann',
        anonymousId: 'device-of-erika',
        context: { accountId: 'acme-gmbh' },
      },
      { messageId: 'dead', type: 'nonsense', userId: 'erika-mustermann' },
    ]);
    await r.as('other-person', 'acme-gmbh').track('invoice_sent');
    expect(bytesOf(r.dataDir)).toContain('erika-mustermann');
    const answer = (await (await call('/v1/erase', { method: 'POST', body: JSON.stringify({ user: 'erika-mustermann' }) })).json()) as {
      removed: Record<string, number>;
      left: number;
    };
    expect(answer.left).toBe(0);
    expect(Object.keys(answer.removed)).toEqual(
      expect.arrayContaining(['events', 'users', 'links', 'mails', 'tasks', 'effects', 'milestones', 'dead_letters', 'mail_events']),
    );
    for (const word of ['erika-mustermann', 'device-of-erika', 'erika@acme.example'])
      expect(bytesOf(r.dataDir).includes(word), word).toBe(false);
    await r.send([
      {
        messageId: 'late',
        type: 'track',
        event: 'invoice_sent',
        userId: 'erika-mustermann',
        timestamp: new Date(START - DAY).toISOString(),
      },
    ]);
    await r.collector.settle();
    expect(await r.query(`SELECT COUNT(*) AS n FROM events WHERE user_id = 'erika-mustermann'`)).toEqual([{ n: 0 }]);
    expect(await r.query(`SELECT COUNT(*) AS n FROM milestones WHERE user_id = 'other-person'`)).toEqual([{ n: 1 }]);
  });

  test('a person who asks in the app to be forgotten is on the list of tasks once, with what is known of who asked, until they are erased', async () => {
    for (const _ of [1, 2]) await r.as('erika', 'acme').track('Person Forgotten');
    await r.send([{ messageId: 'nobody', type: 'track', event: 'Person Forgotten', anonymousId: 'passer-by' }]);
    await r.collector.settle();
    const listed = async () =>
      (
        (await (await call('/api/tasks')).json()) as {
          rows: { user: string; title: { en: string }; reason: { en: string; ja: string }; due: number }[];
        }
      ).rows;
    expect((await listed()).map(({ user, title, due }) => [user, title.en, due])).toEqual([
      ['erika', 'Wants to be forgotten: erase the personal data', START + 30 * DAY],
    ]);
    expect((await listed())[0]?.reason.en).toContain('without a token');
    await call('/v1/erase', { method: 'POST', body: JSON.stringify({ user: 'erika' }) });
    expect(await listed()).toEqual([]);
  });

  test('an account that is erased takes its people with it', async () => {
    await r.as('a', 'gone').track('invoice_sent');
    await r.as('b', 'stays').track('invoice_sent');
    const answer = (await (await call('/v1/erase', { method: 'POST', body: JSON.stringify({ account: 'gone' }) })).json()) as {
      left: number;
    };
    expect(answer.left).toBe(0);
    expect(await r.query('SELECT account_id FROM users WHERE anonymous = 0')).toEqual([{ account_id: 'stays' }]);
  });

  test('what is older than the configuration allows goes by itself, what people reached stays', async () => {
    await r.as('u', 'acme').track('invoice_sent');
    await r.send([
      { messageId: 'visitor', type: 'page', anonymousId: 'passer-by', properties: { path: '/' }, timestamp: new Date(START).toISOString() },
    ]);
    await r.collector.settle();
    r.clock.advance(800 * DAY);
    await r.collector.retain();
    expect(await r.query('SELECT COUNT(*) AS n FROM events')).toEqual([{ n: 0 }]);
    expect(await r.query('SELECT COUNT(*) AS n FROM mails')).toEqual([{ n: 0 }]);
    expect(await r.query('SELECT user_id FROM users')).toEqual([{ user_id: 'u' }]);
    expect(await r.query('SELECT milestone FROM milestones')).toEqual([{ milestone: 'sent' }]);
  });
});

describe('moving house', () => {
  test('an export tells when the collector got each event, and what a wrong clock had said', async () => {
    const ahead = START + 3 * DAY;
    await r.send([{ messageId: 'ahead', type: 'track', event: 'invoice_sent', userId: 'u', timestamp: new Date(ahead).toISOString() }], {
      sentAt: new Date(ahead).toISOString(),
    });
    await r.send([
      { messageId: 'right', type: 'track', event: 'invoice_sent', userId: 'u', timestamp: new Date(START - DAY).toISOString() },
    ]);
    await r.collector.settle();
    const lines = (await (await call('/v1/export?event=invoice_sent')).text()).trim().split('\n');
    const times = lines.map((line) => {
      const { timestamp, originalTimestamp, receivedAt } = JSON.parse(line) as Record<string, string>;
      return { timestamp, originalTimestamp, receivedAt };
    });
    const start = new Date(START).toISOString();
    expect(times).toEqual([
      { timestamp: start, originalTimestamp: new Date(ahead).toISOString(), receivedAt: start },
      { timestamp: new Date(START - DAY).toISOString(), originalTimestamp: undefined, receivedAt: start },
    ]);
  });

  test('an export that is imported elsewhere gives the same milestones, and importing it twice changes nothing', async () => {
    for (const user of ['u1', 'u2', 'u3']) {
      await r.as(user, 'acme').identify({ locale: 'ja' });
      await r.as(user, 'acme').page('/invoices');
      await r.as(user, 'acme').track('invoice_sent', { amount: 5 });
      r.clock.advance(1000);
    }
    const lines = await (await call('/v1/export')).text();
    expect(
      lines
        .trim()
        .split('\n')
        .map((l) => (JSON.parse(l) as { type: string }).type),
    ).toContain('identify');
    const other = await rig({ config });
    try {
      other.clock.advance(DAY);
      const there = await other.collector.makeToken('main', 'ops', 'admin');
      for (let i = 0; i < 2; i++) {
        const answer = (await (await call('/v1/import', { method: 'POST', body: `${lines}not json\n` }, other, there)).json()) as {
          taken: number;
          skipped: number;
          refused: object[];
        };
        expect([answer.taken, answer.skipped > 0, answer.refused]).toEqual([
          15,
          true,
          [{ line: lines.trim().split('\n').length + 1, reason: 'not valid JSON' }],
        ]);
        await other.collector.settle();
      }
      expect(await milestones(other)).toEqual(await milestones(r));
      expect(await other.query(`SELECT COUNT(*) AS n FROM events WHERE source = 'import'`)).toEqual([{ n: 15 }]);
      expect(await other.query('SELECT DISTINCT status, error FROM mails')).toEqual([{ status: 'suppressed', error: 'import' }]);
    } finally {
      await other.stop();
    }
  });

  test('an export that breaks off in the middle ends in an error, not in a file that looks whole', async () => {
    const { store } = r.collector;
    const rows = Array.from({ length: 2500 }, (_, i) => ({
      tenant: 1,
      message_id: `e${i}`,
      type: 'track',
      event: 'x',
      account_id: '',
      user_id: 'u',
      anonymous: 0,
      at: START,
      received_at: START,
      skew: 0,
      verified: 0,
      source: 'wire',
      props: JSON.stringify({ text: 'x'.repeat(4000) }),
      context: '{}',
    }));
    await store.tx((tx) => tx.insert('events', ['tenant', 'message_id'], rows));
    const query = store.query.bind(store);
    let pages = 0;
    store.query = (async (sql: string, params?: never) => {
      if (/FROM events .*ORDER BY id LIMIT/.test(sql) && ++pages === 2) throw new Error('the disk is gone');
      return query(sql, params);
    }) as typeof store.query;
    const broken = await call('/v1/export');
    expect(broken.status).toBe(200);
    await expect(broken.text()).rejects.toThrow();
    store.query = query;
    expect((await (await call('/v1/export')).text()).trim().split('\n').length).toBeGreaterThanOrEqual(2500);
  });

  test('a backup that is taken while it runs is a whole collector when it is restored', async () => {
    await r.as('u', 'acme').track('invoice_sent');
    const dir = mkdtempSync(join(tmpdir(), 'shirube-backup-'));
    try {
      execFileSync(process.execPath, ['packages/collector/dist/main.js', 'backup', '--data', r.dataDir, '--out', join(dir, 'copy')], {
        stdio: 'pipe',
      });
      await r.as('later', 'acme').track('invoice_sent');
      const restored = await rig({ config, dataDir: join(dir, 'copy') });
      expect((await restored.query<{ user_id: string }>('SELECT user_id FROM milestones')).map((m) => m.user_id)).toEqual(['u']);
      await restored.as('new', 'acme').track('invoice_sent');
      expect(await restored.query('SELECT COUNT(*) AS n FROM milestones')).toEqual([{ n: 2 }]);
      await restored.stop();
      expect(() =>
        execFileSync(process.execPath, ['packages/collector/dist/main.js', 'backup', '--data', r.dataDir, '--out', join(dir, 'copy')], {
          stdio: 'pipe',
        }),
      ).toThrow(/a backup never overwrites/);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe('stopping and starting', () => {
  test('what was acknowledged and not applied when the process died is applied at the next start', async () => {
    const folder = join(r.dataDir, '..', `copy-${messageId()}`);
    const batch = Array.from({ length: 20 }, (_, i) => ({
      messageId: `k${i}`,
      type: 'track',
      event: 'invoice_sent',
      userId: `u${i}`,
      timestamp: new Date(START).toISOString(),
    }));
    expect((await r.send(batch)).status).toBe(200);
    // The files as they are at the moment of the acknowledgement: what a crash leaves.
    cpSync(r.dataDir, folder, { recursive: true });
    writeFileSync(
      join(folder, 'journal', '00000001.log'),
      Buffer.concat([readFileSync(join(folder, 'journal', '00000001.log')), Buffer.from([9, 9, 0, 0, 1, 2])]),
    );
    const again = await rig({ config, dataDir: folder });
    try {
      await again.collector.settle();
      expect(await again.query('SELECT COUNT(*) AS n FROM milestones')).toEqual([{ n: 20 }]);
      await again.as('x', 'y').track('invoice_sent');
      expect(await again.query('SELECT COUNT(*) AS n FROM milestones')).toEqual([{ n: 21 }]);
    } finally {
      await again.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('the journal does not grow: what is applied is removed', async () => {
    const text = 'x'.repeat(30_000);
    for (let round = 0; round < 12; round++) {
      await Promise.all(
        Array.from({ length: 4 }, () =>
          r.send(
            Array.from({ length: 25 }, () => ({ messageId: messageId(), type: 'track', event: 'x', userId: 'u', properties: { text } })),
          ),
        ),
      );
      await r.collector.settle();
    }
    // Removed after what was applied is surely on the disk, which nobody waits for.
    await expect.poll(() => readdirSync(join(r.dataDir, 'journal')).length).toBe(1);
    const segments = readdirSync(join(r.dataDir, 'journal'));
    expect(segments[0]).not.toBe('00000001.log');
  }, 60_000);

  test('a configuration that is not valid changes nothing, and says what is wrong', async () => {
    await expect(r.collector.activate('main', { ...config, flow: [] } as never)).rejects.toThrow(
      /The configuration is not valid.*npx shirube validate/,
    );
    await r.as('u', 'acme').track('invoice_sent');
    expect(await r.query('SELECT COUNT(*) AS n FROM milestones')).toEqual([{ n: 1 }]);
  });

  test('a new configuration looks at everybody again, and every version stays on record', async () => {
    await r.as('u', 'acme').track('login');
    await r.collector.activate('main', {
      ...config,
      milestones: [...(config.milestones ?? []), { id: 'in', when: { kind: 'login', nth: { atLeast: 1 } } }],
    } as Config);
    await r.collector.settle();
    expect((await r.query<{ milestone: string }>('SELECT milestone FROM milestones')).map((m) => m.milestone)).toEqual(['in']);
    expect(await r.query('SELECT COUNT(*) AS n FROM configs')).toEqual([{ n: 2 }]);
  });

  test('the store is one file with its log, readable by any SQLite', async () => {
    await r.as('u', 'acme').track('invoice_sent');
    const db = openSqlite(join(r.dataDir, 'shirube.db'));
    expect(db.prepare('PRAGMA journal_mode').all([])).toMatchObject([{ journal_mode: 'wal' }]);
    expect(db.prepare('PRAGMA integrity_check').all([])).toMatchObject([{ integrity_check: 'ok' }]);
    db.close();
    expect(existsSync(join(r.dataDir, 'journal'))).toBe(true);
  });
});
