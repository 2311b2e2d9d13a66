/** What arrives late (an offline tab, a retry, an import) tells about the past and overwrites nothing newer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, KEY, messageId, MIN, rig, START, type Rig } from './helpers';
import type { Backend } from './scenario';

const config = {
  shirube: 1,
  version: 'late',
  segments: [
    { id: 'free', when: { kind: 'accountTrait', name: 'plan', is: 'free' } },
    { id: 'trial', when: { kind: 'trait', name: 'phase', is: 'trial' } },
  ],
} as never;

export function latecomersContract({ name, options }: Backend): void {
  describe(`what arrives late at a collector on ${name}`, () => {
    let r: Rig;
    beforeAll(async () => {
      r = await rig({ ...(await options()), config });
    });
    afterAll(() => r.stop());
    const say = async (userId: string, account: string, event: object, at: number) => {
      await r.send([{ messageId: messageId(), userId, timestamp: new Date(at).toISOString(), context: { accountId: account }, ...event }]);
      await r.collector.settle();
    };
    const group = (userId: string, account: string, traits: object, at: number) =>
      say(userId, account, { type: 'group', groupId: account, traits }, at);
    const identify = (userId: string, account: string, traits: object, at: number) =>
      say(userId, account, { type: 'identify', traits }, at);
    const accountOf = async (id: string) =>
      JSON.parse(
        (await r.query<{ traits: string }>('SELECT traits FROM accounts WHERE account_id = ?', [id]))[0]?.traits ?? '{}',
      ) as object;
    const stateOf = async (user: string) =>
      JSON.parse((await r.query<{ state: string }>('SELECT state FROM users WHERE user_id = ?', [user]))[0]?.state ?? '{}') as {
        traits: object;
        account: object;
      };
    const entered = async (user: string) =>
      (await r.query<{ segment: string }>('SELECT segment FROM segments WHERE user_id = ?', [user])).map((s) => s.segment);
    const history = (account: string) => r.query('SELECT at, value FROM account_history WHERE account_id = ? ORDER BY at', [account]);

    test('an older plan of an account changes nothing for its people, not even for a moment, and what it left unsaid is still taken', async () => {
      await group('u1', 'acme', { plan: 'pro', seats: 5 }, START - 2 * MIN);
      await group('u2', 'acme', { plan: 'free', city: 'Osaka' }, START - 4 * MIN);
      expect(await accountOf('acme')).toEqual({ plan: 'pro', seats: 5, city: 'Osaka' });
      await r.collector.settle();
      for (const user of ['u1', 'u2']) expect((await stateOf(user)).account, user).toEqual({ plan: 'pro', seats: 5, city: 'Osaka' });
      expect([...(await entered('u1')), ...(await entered('u2'))]).toEqual([]);
    });
    test('the past of an account is told right: the late value held until the next one', async () => {
      const plan = (await history('acme')).filter((row) => ['"pro"', '"free"'].includes((row as { value: string }).value));
      expect(plan).toEqual([
        { at: START - 4 * MIN, value: '"free"' },
        { at: START - 2 * MIN, value: '"pro"' },
      ]);
      await group('u3', 'again', { plan: 'pro' }, START - 9 * MIN);
      await group('u3', 'again', { plan: 'pro' }, START - 3 * MIN);
      await group('u3', 'again', { plan: 'free' }, START - 6 * MIN);
      expect(await accountOf('again')).toEqual({ plan: 'pro' });
      expect(await history('again')).toEqual([
        { at: START - 9 * MIN, value: '"pro"' },
        { at: START - 6 * MIN, value: '"free"' },
        { at: START - 3 * MIN, value: '"pro"' },
      ]);
    });
    test('an older trait of a person neither, whichever batch it is in', async () => {
      await identify('u4', 'acme', { phase: 'paying', name: 'Ito' }, START - 2 * MIN);
      await identify('u4', 'acme', { phase: 'trial', locale: 'ja' }, START - 5 * MIN);
      expect((await stateOf('u4')).traits).toEqual({ phase: 'paying', name: 'Ito', locale: 'ja' });
      expect(await entered('u4')).toEqual([]);
      await identify('u4', 'acme', { phase: 'trial' }, START - MIN);
      expect(await entered('u4')).toEqual(['trial']);
    });
    test('two words of the same instant: the one that came last counts', async () => {
      await identify('u5', 'acme', { phase: 'a' }, START - DAY);
      await identify('u5', 'acme', { phase: 'b' }, START - DAY);
      expect((await stateOf('u5')).traits).toEqual({ phase: 'b' });
    });
    test('somebody who names thousands of traits of an account fills neither its row nor everybody’s state', async () => {
      for (let part = 0; part < 3; part++)
        await group('u6', 'wide', Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`t${part * 200 + i}`, i])), START - MIN + part);
      expect(Object.keys(await accountOf('wide')).length).toBe(256);
    });
    test('what came in one batch is in order of time, too', async () => {
      const at = (minutes: number) => new Date(START - minutes * MIN).toISOString();
      const event = (plan: string, minutes: number) => ({
        messageId: messageId(),
        type: 'group',
        userId: 'u7',
        groupId: 'batch',
        traits: { plan },
        timestamp: at(minutes),
      });
      await r.send([event('new', 1), event('old', 3)], { writeKey: KEY });
      await r.collector.settle();
      expect(await accountOf('batch')).toEqual({ plan: 'new' });
    });
  });
}
