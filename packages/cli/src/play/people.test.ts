import { describe, expect, it } from 'vitest';
import { parseLine } from './event';
import { sayRefusal } from '../say/refusals';
import { People } from './people';

const people = (...lines: readonly unknown[]) => {
  const all = new People();
  lines.forEach((line, i) => {
    const parsed = parseLine(JSON.stringify(line), i + 1);
    if ('refusal' in parsed) throw new Error(parsed.refusal.code);
    parsed.happenings.forEach((h) => all.add(h));
  });
  return all;
};
const track = (id: string, more: Record<string, unknown>) => ({
  messageId: id,
  type: 'track',
  event: id,
  timestamp: '2026-04-01T00:00:00Z',
  ...more,
});
const names = (p: { signals: { kind: string; name?: string }[] } | undefined) =>
  p?.signals.flatMap((s) => ('name' in s && s.name ? [s.name] : []));

describe('production traffic', () => {
  it('that arrives twice happened once', () => {
    const all = people(track('a', { userId: 'u' }), track('a', { userId: 'u' }));
    expect([all.events, all.duplicates]).toEqual([1, 1]);
  });
  it('is put in the order in which it happened', () =>
    expect(
      names(people(track('late', { userId: 'u', timestamp: '2026-04-01T00:00:09Z' }), track('early', { userId: 'u' })).all()[0]),
    ).toEqual(['early', 'late']));
  it('keeps the order of a tab although the clock was put back', () => {
    const first = track('first', { userId: 'u', timestamp: '2026-04-01T12:00:00Z', context: { tabId: 't', seq: 1 } });
    const second = track('second', { userId: 'u', timestamp: '2026-03-31T12:00:00Z', context: { tabId: 't', seq: 2 } });
    expect(names(people(second, first).all()[0])).toEqual(['first', 'second']);
  });
  it('may come as batches, as they were sent', () =>
    expect(people({ sentAt: 'x', writeKey: 'k', batch: [track('a', { userId: 'u' }), track('b', { userId: 'u' })] }).events).toBe(2));
  it('of somebody who was anonymous first is of one person', () => {
    const all = people(
      track('visit', { anonymousId: 'x' }),
      track('signed-in', { userId: 'anna', anonymousId: 'x', timestamp: '2026-04-01T00:00:05Z' }),
    ).all();
    expect(all.map((p) => [p.user, names(p)])).toEqual([['anna', ['visit', 'signed-in']]]);
  });
  it('of a shared computer stays with the first person', () => {
    const all = people(
      track('a', { userId: 'anna', anonymousId: 'x' }),
      track('b', { userId: 'ben', anonymousId: 'x' }),
      track('c', { anonymousId: 'x' }),
    ).all();
    expect(all.map((p) => [p.user, names(p)])).toEqual([
      ['anna', ['a', 'c']],
      ['ben', ['b']],
    ]);
  });
  it('of one person in two companies is of two', () =>
    expect(
      people(track('a', { userId: 'u', context: { accountId: 'acme' } }), track('b', { userId: 'u', context: { accountId: 'beta' } }))
        .all()
        .map((p) => p.key),
    ).toEqual(['acme/u', 'beta/u']));
  it('without identify events still says who it is', () =>
    expect(people(track('a', { userId: 'anna' })).all()[0]?.signals[0]).toMatchObject({ kind: 'identify', user: 'anna' }));
});

describe('raw signals', () => {
  it('belong to the person who was named', () => {
    const all = people(
      { kind: 'tab', is: 'boot', id: '1', at: 1, tab: 'a' },
      { kind: 'identify', user: 'anna', id: '2', at: 2, tab: 'a' },
      { kind: 'tick', id: '3', at: 3 },
    ).all();
    expect(all.map((p) => [p.key, p.signals.length, p.wire])).toEqual([['anna', 3, false]]);
  });
  it('of nobody are of somebody', () => expect(people({ kind: 'page', path: '/', id: '1', at: 1 }).all()[0]?.key).toBe('somebody'));
  it('may have dates for people', () =>
    expect(people({ kind: 'tick', at: '2026-04-01T00:00:00Z' }).all()[0]?.signals[0]?.at).toBe(Date.UTC(2026, 3, 1)));
});

describe('a line that is wrong says why', () => {
  it.each([
    ['{"type":"track"', 'not JSON'],
    ['[1]', 'one object is needed'],
    ['{"type":"trak","timestamp":"2026-04-01T00:00:00Z"}', '"type" must be'],
    ['{"type":"track","event":"x","userId":"u","timestamp":"yesterday"}', '"timestamp" must be'],
    ['{"type":"track","userId":"u","timestamp":"2026-04-01T00:00:00Z"}', 'needs a name'],
    ['{"type":"track","event":"x","timestamp":"2026-04-01T00:00:00Z"}', '"userId" or "anonymousId"'],
    ['{"kind":"pge","at":1}', 'no signal has the kind "pge"'],
    ['{"kind":"page","at":1}', 'needs a text "path"'],
  ])('%s', (line, reason) => {
    const parsed = parseLine(line, 1);
    expect('refusal' in parsed && sayRefusal(parsed.refusal, 'en')).toContain(reason);
    expect('refusal' in parsed && sayRefusal(parsed.refusal, 'ja')).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });
});
