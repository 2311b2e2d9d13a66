/** What was watched, from the app's events to a learning record store, over real HTTP on both sides. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import validate from '@learninglocker/xapi-validation';
import type { Config, Statement } from '@shirube/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEY, rig, START, type Rig } from './helpers';
import { recordStore, type RecordStore } from './lrs';

/** A minute before the batch arrives. */
const THEN = START - 60_000;
const SESSION = '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11';
const config = {
  shirube: 1,
  videos: [
    { id: 'v1', title: { en: 'First invoice', ja: 'はじめての請求書' }, sources: [{ src: '/v1.webm' }], report: 'xapi' },
    { id: 'v2', title: 'Second', sources: [{ src: '/v2.webm' }] },
  ],
} as Config;
const base = { video: 'v1', session: SESSION, duration: 60, threshold: 0.9, confidence: 'exact' };
const shares = { progress: 0.95, played: '0.000[.]57.000' };
/** One viewing, as the script tells it. */
const viewing = (user = 'u_42', run = '') =>
  (
    [
      ['Video Initialized', { time: 0 }],
      ['Video Started', { position: 0 }],
      ['Video Played', { time: 0 }],
      ['Video Paused', { time: 57, ...shares }],
      ['Video Completed', { time: 57, total: 58.2, segments: '0.000[.]57.000', wall: 58.2, visible: 58.2, ...shares }],
      ['Video Terminated', { time: 57, ...shares }],
    ] as const
  ).map(([event, more], i) => ({
    messageId: `acme/${user}/s-${run}${i}:${event}`,
    type: 'track',
    event,
    userId: user,
    anonymousId: `anon-${user}`,
    timestamp: new Date(THEN + i * 1000).toISOString(),
    properties: { ...base, ...(run && { session: `${run}${SESSION.slice(run.length)}` }), ...more },
    context: { accountId: 'acme' },
  }));

let lrs: RecordStore;
let r: Rig;
let address: string;
beforeEach(async () => {
  lrs = recordStore();
  await new Promise<void>((resolve) => lrs.server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(lrs.server.address() as AddressInfo).port}/xapi`;
  r = await rig({ config, lrs: { endpoint: address, authorization: 'Basic a2V5' } });
});
afterEach(async () => {
  await r.stop();
  lrs.server.closeAllConnections();
  await new Promise((resolve) => lrs.server.close(resolve));
});
const stored = (): Statement[] => [...lrs.statements.values()].map((text) => JSON.parse(text) as Statement);
const verbs = () => stored().map((s) => s.verb.display.en);
const waiting = async () => (await r.query<{ n: number }>('SELECT COUNT(*) AS n FROM statements'))[0]?.n;
const level = async (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(`${r.url}/metrics`)).text())?.[1]);
const counted = async (result: string) =>
  Number(
    new RegExp(`shirube_statements_total\\{result="${result}"\\} (\\d+)`).exec(await (await fetch(`${r.url}/metrics`)).text())?.[1] ?? 0,
  );

describe('what a person watched', () => {
  test('is in the record store a moment later, valid, in order, under the person’s id and the video’s names', async () => {
    await r.send(viewing());
    await r.collector.settle();
    expect(verbs()).toEqual(['initialized', 'played', 'paused', 'completed', 'terminated']);
    for (const statement of stored()) expect(validate(statement)).toEqual([]);
    expect(stored()[3]).toMatchObject({
      timestamp: new Date(THEN + 4000).toISOString(),
      actor: { account: { homePage: 'https://app.example', name: 'u_42' } },
      object: { id: 'https://app.example/videos/v1', definition: { name: { en: 'First invoice', ja: 'はじめての請求書' } } },
      result: { completion: true, duration: 'PT58.2S' },
    });
    expect(stored()[0]?.id).toBe(SESSION);
    expect([await waiting(), await counted('stored')]).toEqual([0, 5]);
  });
  test('is there once, however often the events come', async () => {
    await r.send(viewing());
    await r.collector.settle();
    await r.send(viewing());
    await r.collector.settle();
    expect([lrs.statements.size, lrs.log.length]).toEqual([5, 1]);
  });
  test('waits while the store is down, over a restart too, and then arrives exactly as it was first told', async () => {
    lrs.rules.down = 503;
    await r.send(viewing());
    await r.collector.settle();
    const before = (await r.query<{ body: string }>('SELECT body FROM statements ORDER BY id')).map((row) => row.body);
    expect([before.length, await level('shirube_statements_waiting')]).toEqual([5, 5]);
    // Not once a second: after a failure there is a pause.
    await r.collector.settle();
    expect(lrs.log.length).toBe(1);
    await r.restart();
    await r.collector.settle();
    expect(await waiting()).toBe(5);
    lrs.rules.down = 0;
    r.clock.advance(10_000);
    await r.collector.settle();
    expect([...lrs.statements.values()]).toEqual(before);
    expect(await level('shirube_statements_waiting')).toBe(0);
  });
  test('comes as late as the store asks for, and no mail waits for it', async () => {
    lrs.rules.limit = 0;
    await r.send(viewing());
    await r.collector.settle();
    lrs.rules.limit = Infinity;
    r.clock.advance(6000);
    await r.collector.settle();
    expect([lrs.log.length, lrs.statements.size]).toEqual([1, 0]);
    r.clock.advance(1000);
    await r.collector.settle();
    expect(lrs.statements.size).toBe(5);
  });
  test('that the store has already in other words counts as there, and costs no other statement', async () => {
    const [, , third] = viewing();
    await r.send([{ ...third, timestamp: new Date(THEN - 5000).toISOString() }]);
    await r.collector.settle();
    const [id] = lrs.statements.keys();
    await r.collector.store.tx((tx) => tx.run('DELETE FROM events'));
    await r.send(viewing());
    await r.collector.settle();
    expect(lrs.statements.size).toBe(5);
    expect(JSON.parse(lrs.statements.get(id ?? '') ?? '{}')).toMatchObject({ timestamp: new Date(THEN - 5000).toISOString() });
    expect([await waiting(), await counted('refused')]).toEqual([0, 0]);
  });
  test('that the store refuses for good is put aside with its words, where the others are not in its way', async () => {
    lrs.rules.refuse = 'paused';
    await r.send(viewing());
    await r.collector.settle();
    expect(verbs()).toEqual(['initialized', 'played', 'completed', 'terminated']);
    const token = await r.collector.makeToken('main', 'ops', 'admin');
    const { deadLetters } = (await (await fetch(`${r.url}/v1/dead-letters`, { headers: { authorization: `Bearer ${token}` } })).json()) as {
      deadLetters: { stage: string; reason: string; body: string }[];
    };
    expect(deadLetters).toMatchObject([{ stage: 'lrs', reason: '400 bad statement' }]);
    expect((JSON.parse(deadLetters[0]?.body ?? '{}') as Statement).verb.display.en).toBe('paused');
    expect([await waiting(), await counted('refused')]).toEqual([0, 1]);
  });
  test('without "report": "xapi" is nobody’s learning record, and neither is anything that is not a video', async () => {
    const session = '7fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11';
    await r.as('u_1', 'acme').track('Video Completed', {
      video: 'v2',
      session,
      duration: 60,
      progress: 0.95,
      threshold: 0.9,
      total: 58,
      segments: '0.000[.]57.000',
    });
    await r.as('u_1', 'acme').track('invoice_sent', { video: 'v1', session });
    expect(lrs.log).toEqual([]);
  });
  test('before the person signed in is reported under the name of then, and is found when the person is erased', async () => {
    lrs.rules.down = 503;
    await r.send(viewing('x').map(({ userId: _, ...event }) => event));
    await r.send([
      {
        messageId: 'link',
        type: 'identify',
        userId: 'u_9',
        anonymousId: 'anon-x',
        context: { accountId: 'acme' },
        timestamp: new Date(START).toISOString(),
      },
    ]);
    await r.collector.settle();
    expect(await r.query('SELECT DISTINCT user_id, account_id FROM statements')).toEqual([{ user_id: 'u_9', account_id: 'acme' }]);
    const token = await r.collector.makeToken('main', 'ops', 'admin');
    const { removed, left } = (await (
      await fetch(`${r.url}/v1/erase`, {
        method: 'POST',
        body: JSON.stringify({ account: 'acme' }),
        headers: { authorization: `Bearer ${token}` },
      })
    ).json()) as { removed: Record<string, number>; left: number };
    expect([removed.statements, left, await waiting()]).toEqual([5, 0, 0]);
  });
  test('elsewhere and long ago is not reported again when its history is imported', async () => {
    await r.send(viewing());
    await r.collector.settle();
    const token = await r.collector.makeToken('main', 'ops', 'admin');
    const lines = await (await fetch(`${r.url}/v1/export`, { headers: { authorization: `Bearer ${token}` } })).text();
    const other = await rig({ config, lrs: { endpoint: address, authorization: 'Basic a2V5' } });
    const key = await other.collector.makeToken('main', 'ops', 'admin');
    await fetch(`${other.url}/v1/import`, { method: 'POST', body: lines, headers: { authorization: `Bearer ${key}` } });
    await other.collector.settle();
    expect(await other.query('SELECT video FROM videos')).toEqual([{ video: 'v1' }]);
    expect(lrs.log.length).toBe(1);
    await other.stop();
  });
});

const command = fileURLToPath(new URL('../../packages/collector/dist/main.js', import.meta.url));
describe.runIf(existsSync(command))('the command', () => {
  test('takes the record store from the environment, sends by itself, and never says the key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shirube-lrs-'));
    writeFileSync(join(folder, 'shirube.json'), JSON.stringify(config));
    lrs.rules.key = `Basic ${Buffer.from('the-key:the-secret').toString('base64')}`;
    const child = spawn(
      process.execPath,
      [
        command,
        '--config',
        join(folder, 'shirube.json'),
        '--data',
        join(folder, 'data'),
        '--port',
        '0',
        '--write-key',
        KEY,
        '--log',
        'debug',
      ],
      { env: { ...process.env, LRS_URL: address.replace('//', '//the-key:the-secret@') } },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    const until = async (test: () => boolean) => {
      for (let i = 0; i < 400 && !test(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(test(), said).toBe(true);
    };
    await until(() => /collector at (http\S+)/.test(said));
    const url = /collector at (http\S+)/.exec(said)?.[1] ?? '';
    await fetch(`${url}/v1/batch`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: KEY, sentAt: new Date().toISOString(), batch: viewing() }),
    });
    await until(() => lrs.statements.size === 5);
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(said).not.toMatch(/the-secret|dGhlLWtleTp0aGUtc2VjcmV0/);
    expect(readFileSync(join(folder, 'data', 'shirube.db')).toString('latin1')).not.toContain('the-secret');
    rmSync(folder, { recursive: true, force: true });
  });
});
