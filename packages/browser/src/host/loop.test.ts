import { compile, initialState, type Config, type SignalInput } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import { merge } from './merge';
import { createLoop } from './loop';

const config: Config = { shirube: 1, milestones: [{ id: 'third', when: { kind: 'event', name: 'try', count: { atLeast: 3 } } }] };

/** One tab of a person of whom this browser knows nothing. */
function device() {
  let user = 'anna';
  let seq = 0;
  let at = Date.parse('2026-04-01T09:00Z');
  const stamp = (input: SignalInput, wire?: number) => ({ ...input, id: `s${++seq}`, at: (at += 1000), tab: 'new', seq, wire });
  const loop = createLoop({
    now: () => at,
    later: () => () => {},
    visible: () => true,
    who: () => ({ user, anon: 'a1' }),
    load: () => Promise.resolve(undefined),
    save: () => undefined,
    forget: () => undefined,
    before: () => {},
    perform: () => {},
    share: () => {},
    behind: () => {},
    changed: () => {},
    switched: () => {},
    stamp,
  });
  loop.begin(compile(config));
  return {
    loop,
    becomes: (other: string) => void (user = other),
    feel: (input: SignalInput, wire?: number) => loop.feel(stamp(input, wire)),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('a person on a new device', () => {
  it('goes on from what the collector has counted, and nothing is counted twice when it already has the first events of this device', async () => {
    const { loop, feel, settle } = device();
    feel({ kind: 'tab', is: 'boot' });
    feel({ kind: 'tab', is: 'visible' });
    feel({ kind: 'identify', user: 'anna' }, 1);
    feel({ kind: 'event', name: 'try' }, 2);
    feel({ kind: 'event', name: 'try' }, 3);
    await settle();
    const known = initialState();
    // One from elsewhere, and of this tab the events 1 and 2.
    Object.assign(known, {
      now: loop.state()?.now,
      user: { id: 'anna', first: 1 },
      ev: { 'e:try': { n: 2, t: [1, 2] } },
      seen: { old: 9, new: 2 },
    });
    loop.join(loop.key() ?? '', JSON.parse(JSON.stringify(known)), merge);
    await settle();
    expect(loop.state()?.ev['e:try']?.n).toBe(3);
    expect(loop.state()?.ms.third?.n).toBe(1);
    feel({ kind: 'event', name: 'try' }, 4);
    await settle();
    expect(loop.state()?.ev['e:try']?.n).toBe(4);
  });
  it('gets nothing of what the person before did there', async () => {
    const { loop, feel, settle, becomes } = device();
    feel({ kind: 'identify', user: 'anna' }, 1);
    feel({ kind: 'event', name: 'try' }, 2);
    await settle();
    becomes('ben');
    feel({ kind: 'identify', user: 'ben' }, 3);
    await settle();
    loop.join(
      loop.key() ?? '',
      JSON.parse(JSON.stringify({ ...initialState(), now: loop.state()?.now, user: { id: 'ben', first: 1 } })),
      merge,
    );
    await settle();
    expect(loop.state()?.user.id).toBe('ben');
    expect(loop.state()?.ev['e:try']).toBeUndefined();
  });
});
