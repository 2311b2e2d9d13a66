import type { AddressInfo } from 'node:net';
import { toStatements, type Statement } from '@shirube/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordStore, type RecordStore } from '../../../../test/collector/lrs';
import { lrsSender, lrsSettings } from './xapi';

const made = (n: number, bad: readonly number[] = []): Statement[] =>
  Array.from({ length: n }, (_, i) => {
    const [statement] = toStatements(
      [
        {
          messageId: `0198b2f0-0000-7000-8000-${String(i).padStart(12, '0')}`,
          type: 'track',
          event: 'Video Played',
          userId: 'u_42',
          timestamp: '2026-05-01T00:00:00Z',
          properties: { video: 'v1', session: '6fe3c0d5-6d3a-4f0e-9f6e-2f1a5c0b7d11', time: i },
        },
      ],
      { homePage: 'https://app.example', activities: 'https://app.example/v/' },
    );
    if (!statement) throw new Error('not a statement');
    return bad.includes(i) ? { ...statement, verb: { ...statement.verb, id: 'played' } } : statement;
  });

describe('statements to a strict record store', () => {
  let lrs: RecordStore;
  let endpoint: string;
  beforeEach(async () => {
    lrs = recordStore();
    await new Promise<void>((resolve) => lrs.server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(lrs.server.address() as AddressInfo).port}/xapi/`;
  });
  afterEach(async () => {
    lrs.server.closeAllConnections();
    await new Promise((resolve) => lrs.server.close(resolve));
  });
  const sender = () => lrsSender({ endpoint, authorization: 'Basic a2V5' });

  it('arrive in one request', async () => {
    expect((await sender().send(made(20))).stored.length).toBe(20);
    expect(lrs.log).toEqual([{ method: 'POST', path: '/xapi/statements', size: 20 }]);
  });
  it('arrive once, however often they are sent', async () => {
    await sender().send(made(5));
    expect(await sender().send(made(5))).toMatchObject({ refused: [], later: [] });
    expect(lrs.statements.size).toBe(5);
  });
  it('lose none of the good ones to a bad one, which is named', async () => {
    const list = made(16, [3, 11]);
    const result = await sender().send(list);
    expect(result.stored.length).toBe(14);
    expect(result.refused).toEqual([
      { id: list[3]?.id, reason: '400 bad statement' },
      { id: list[11]?.id, reason: '400 bad statement' },
    ]);
    expect(lrs.statements.size).toBe(14);
  });
  it('lose none of the fresh ones to one whose id is there already', async () => {
    const [first, ...rest] = made(8);
    if (!first) throw new Error('none');
    await sender().send([{ ...first, timestamp: '2026-05-02T00:00:00.000Z' }]);
    const result = await sender().send([first, ...rest]);
    expect(result.stored.length).toBe(8);
    expect(lrs.statements.size).toBe(8);
  });
  it('wait when the store asks for it, and say what is left', async () => {
    lrs.rules.limit = 0;
    expect(await sender().send(made(3))).toMatchObject({ stored: [], later: made(3).map((s) => s.id), retryAfterMs: 7000 });
  });
  it('stop halving when the store asks for a pause in between', async () => {
    lrs.rules.limit = 2;
    const result = await sender().send(made(8, [0]));
    expect(result.retryAfterMs).toBe(7000);
    expect(result.stored.length + result.later.length + result.refused.length).toBe(8);
  });
  it('are all kept when nobody answers', async () => {
    const nobody = lrsSender({ endpoint: 'http://127.0.0.1:1/xapi', authorization: 'Basic a2V5', timeout: 2000 });
    expect((await nobody.send(made(2))).later.length).toBe(2);
  });
  it('a document that another device changed meanwhile is read again, and nothing of it is lost', async () => {
    const agent = made(1)[0]?.actor;
    if (!agent) throw new Error('none');
    lrs.rules.interfere = 2;
    const add = (document: unknown) => [...(Array.isArray(document) ? document : []), 'mine'];
    await sender().change('watched', 'https://app.example/v/v1', agent, add);
    expect(JSON.parse([...lrs.documents.values()][0] ?? '')).toEqual(['other', 'other', 'mine']);
  });
  it('a document that never stands still is given up with a sentence', async () => {
    const agent = made(1)[0]?.actor;
    if (!agent) throw new Error('none');
    lrs.rules.interfere = 99;
    await expect(sender().change('watched', 'https://app.example/v/v1', agent, () => [])).rejects.toThrow('five attempts');
  });
  it('go where the address says, with the key that is in it; an address without one is refused without repeating it', () => {
    expect(lrsSettings('https://key:s%40cret@lrs.example/data/xapi/statements/')).toEqual({
      endpoint: 'https://lrs.example/data/xapi',
      authorization: `Basic ${Buffer.from('key:s@cret').toString('base64')}`,
    });
    for (const [address, reason] of [
      ['https://only-key@lrs.example/xapi', 'no key and secret'],
      ['ftp://k:hush@lrs.example', 'begins with "ftp:"'],
      ['lrs of hush', 'cannot be read'],
    ] as const) {
      expect(() => lrsSettings(address)).toThrow(reason);
      expect(() => lrsSettings(address)).not.toThrow('hush');
    }
  });
  it('without the right key are kept, not dropped', async () => {
    expect((await lrsSender({ endpoint, authorization: 'Basic wrong' }).send(made(2))).later.length).toBe(2);
  });
});
