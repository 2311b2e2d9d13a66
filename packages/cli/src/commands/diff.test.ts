import { describe, expect, it } from 'vitest';
import { main } from '../main';
import { fakeIo, ndjson } from '../testing/fake-io';
import { login, small, smallText } from '../testing/small';

const later = {
  ...small,
  content: small.content?.map((c) => (c.id === 'tutorial' ? { ...c, when: { kind: 'login', nth: { atLeast: 3 } } } : c)),
};
const day = (n: number) => new Date(Date.UTC(2026, 3, n)).toISOString();
const events = ndjson(
  ...['anna', 'ben', 'cho'].flatMap((user) => [...login(user, day(1), 1), ...login(user, day(2), 2)]),
  ...login('cho', day(3), 3),
  ...login('dan', day(1), 1),
);
const diff = async (after: unknown, ...more: string[]) => {
  const io = fakeIo({ 'old.json': smallText, 'new.json': JSON.stringify(after), 'e.ndjson': events });
  return { exit: await main(['diff', 'old.json', 'new.json', 'e.ndjson', ...more], io), out: io.printed, err: io.told };
};

describe('somebody who reviews a change', () => {
  it('sees that nothing changes when nothing does', async () => expect((await diff(small)).out).toContain('Nothing changes for anybody'));
  it('sees who no longer gets the tutorial, and who gets it later', async () => {
    const { out, exit } = await diff(later);
    expect(exit).toBe(0);
    expect(out).toContain('something is different for **3** (75.0 %)');
    expect(out).toContain('| sees | tutorial | 3 | 1 |  | **−2** | 1 (1d later) |');
    expect(out).toContain('- sees tutorial, no longer: anna, ben');
  });
  it('is not misled by what was recorded under the old rule', async () => {
    const stricter = {
      ...small,
      milestones: small.milestones?.map((m) =>
        m.id === 'sent' ? { ...m, when: { kind: 'event', name: 'invoice_sent', count: { atLeast: 2 } } } : m,
      ),
    };
    const fact = (event: string, n: number, properties: object = {}) => ({
      messageId: `f${n}`,
      type: 'track',
      event,
      userId: 'anna',
      timestamp: day(5),
      properties,
      context: {},
    });
    const io = fakeIo({
      'old.json': smallText,
      'new.json': JSON.stringify(stricter),
      'e.ndjson': ndjson(...login('anna', day(1), 1), fact('invoice_sent', 1), fact('Milestone Reached', 2, { milestone: 'sent' })),
    });
    await main(['diff', 'old.json', 'new.json', 'e.ndjson'], io);
    expect(io.printed).toContain('| milestone | sent | 1 | 0 |  | **−1** |  |');
  });
  it('in Japanese', async () => expect((await diff(later, '--lang', 'ja')).out).toContain('| 表示 | tutorial | 3 | 1 |'));
  it('as data', async () => {
    const data = JSON.parse((await diff(later, '--format', 'json')).out) as {
      touched: number;
      changes: { kind: string; id: string; lost: string[] }[];
    };
    expect(data.touched).toBe(3);
    expect(data.changes.find((c) => c.id === 'tutorial')).toMatchObject({ kind: 'shown', lost: ['anna', 'ben'], moved: 1, shift: 864e5 });
  });
  it('is not shown markup that a user id brings along', async () => {
    const io = fakeIo({
      'old.json': smallText,
      'new.json': JSON.stringify(later),
      'e.ndjson': ndjson(...login('<img src=x>|', day(1), 1), ...login('<img src=x>|', day(2), 2)),
    });
    await main(['diff', 'old.json', 'new.json', 'e.ndjson'], io);
    expect(io.printed).not.toContain('<img');
  });
});
