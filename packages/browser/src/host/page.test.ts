// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { createClock } from './clock';
import { firstConsent } from './consent';
import { createIdentity } from './identity';
import { createMint, orderOf } from './ids';
import { native, type Win } from './native';
import { createTab } from './tabs';
import { localStore } from '../storages/local';

describe('in an Angular app', () => {
  it('no timer, listener or observer of ours runs in the zone that would start change detection', async () => {
    let inRoot = 0;
    let outside = 0;
    const root = {
      run: <T>(work: () => T): T => {
        inRoot++;
        try {
          return work();
        } finally {
          inRoot--;
        }
      },
    };
    Reflect.set(window, 'Zone', { root });
    try {
      const page = native(window as unknown as Win, () => {});
      const seen = (): void => void (inRoot || outside++);
      await new Promise<void>((resolve) => {
        page.later(() => {
          seen();
          resolve();
        }, 0);
      });
      page.listen(window, 'focus', seen);
      window.dispatchEvent(new Event('focus'));
      page.guard(seen);
      page.stop();
      expect(outside).toBe(0);
    } finally {
      Reflect.deleteProperty(window, 'Zone');
    }
  });
  it('an error of ours is reported and goes no further; after stop() nothing of ours is left', () => {
    const errors: unknown[] = [];
    const page = native(window as unknown as Win, (error) => errors.push(error));
    page.listen(window, 'focus', () => {
      throw new Error('ours');
    });
    expect(() => window.dispatchEvent(new Event('focus'))).not.toThrow();
    page.stop();
    window.dispatchEvent(new Event('focus'));
    expect(errors).toHaveLength(1);
  });
  it('begins nothing after stop(), whatever was still on its way', async () => {
    const page = native(window as unknown as Win, () => {});
    page.stop();
    let ran = 0;
    page.later(() => ran++, 0);
    page.listen(window, 'focus', () => ran++);
    page.undo(() => ran--);
    window.dispatchEvent(new Event('focus'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ran).toBe(-1);
  });
});

describe('the clock of a page', () => {
  it('never goes back, follows a machine that slept, and is not fooled by a clock put back', () => {
    let wall = 1000;
    let mono = 0;
    const now = createClock(
      () => wall,
      () => mono,
    );
    const pass = (ms: number, onWall = ms) => {
      mono += ms;
      wall += onWall;
      return now();
    };
    expect(pass(500)).toBe(1500);
    expect(pass(100, -864e5)).toBe(1600);
    expect(pass(100)).toBe(1700);
    expect(pass(0, 864e5 + 7_200_000)).toBeGreaterThanOrEqual(7_200_000);
  });
});

describe('a tab', () => {
  const open = (...given: Parameters<typeof createTab>) => {
    const made = createTab(...given);
    made.open();
    return made;
  };
  const storage = () => {
    sessionStorage.clear();
    return () => sessionStorage;
  };
  it('keeps its id and goes on counting from page to page', () => {
    const disk = storage();
    let n = 0;
    const first = open(disk, 'tab', () => `t${n++}`);
    first.tab.seq = 7;
    first.leave();
    const second = open(disk, 'tab', () => `t${n++}`);
    expect(second.tab).toMatchObject({ id: 't0', seq: 7 });
    second.tab.seq = 9;
    second.leave();
    first.back();
    expect(first.tab.seq).toBe(9);
  });
  it('has an id of its own when it is a copy, and when the last page crashed', () => {
    const disk = storage();
    let n = 0;
    open(disk, 'tab', () => `t${n++}`);
    expect(open(disk, 'tab', () => `t${n++}`).tab.id).toBe('t1');
  });
  it('works without session storage, and with rubbish in it', () => {
    expect(
      open(
        () => {
          throw new Error('blocked');
        },
        'tab',
        () => 'x',
      ).tab.id,
    ).toBe('x');
    const disk = storage();
    sessionStorage.setItem('tab', '{"id":5}');
    expect(open(disk, 'tab', () => 'x').tab.id).toBe('x');
  });
});

describe('ids', () => {
  it('are version 7 UUIDs that carry the instant', () => {
    const mint = createMint(
      () => Date.parse('2026-04-01T00:00:00Z'),
      (numbers) => crypto.getRandomValues(numbers),
    );
    const id = mint();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-04-01T00:00:00Z'));
    expect(mint(1.7)).toMatch(/^00000000-0001-7/);
    expect(new Set(Array.from({ length: 1000 }, () => mint(1))).size).toBe(1000);
  });
  it('use every random bit, and ask the browser for many numbers at once', () => {
    const asked: number[] = [];
    const mint = createMint(
      () => 1,
      (numbers) => {
        asked.push(numbers.length);
        numbers.fill(asked.length === 1 ? 0 : 0xffffffff);
      },
    );
    const ids = Array.from({ length: 64 }, () => mint());
    expect(new Set(ids)).toEqual(new Set(['00000000-0001-7000-8000-000000000000', '00000000-0001-7fff-bfff-ffffffffffff']));
    expect(asked).toEqual([96, 96]);
  });
  it('sort as a tab’s events happened', () => {
    const orders = [
      [1, 1],
      [1, 2],
      [1, 40],
      [2, 41],
      [1e12, 42],
    ].map(([at = 0, seq = 0]) => orderOf(at, seq));
    expect([...orders].sort()).toEqual(orders);
  });
});

describe('a person', () => {
  it('is remembered from page to page, and never joined with another', () => {
    const quick = localStore(() => undefined, '');
    let n = 0;
    const identity = createIdentity(quick, () => `a${n++}`);
    identity.save();
    expect(identity.identify('u1')).toBe(false);
    identity.group('acme');
    const later = createIdentity(quick, () => `a${n++}`);
    expect(later.who()).toEqual({ anon: 'a0', user: 'u1', account: 'acme' });
    expect(later.identify('u2')).toBe(true);
    expect(later.who()).toEqual({ anon: 'a1', user: 'u2' });
  });
  it('who sends Global Privacy Control is not measured unless they said so, or the site opted out of honouring it', () => {
    expect(firstConsent({}, {})).toEqual({ guidance: 'granted', analytics: 'granted', video: 'pending' });
    expect(firstConsent({}, { globalPrivacyControl: true }).analytics).toBe('denied');
    expect(firstConsent({ gpc: false }, { globalPrivacyControl: true }).analytics).toBe('granted');
    expect(firstConsent({ dnt: true }, { doNotTrack: '1' }).analytics).toBe('denied');
    expect(firstConsent({ consent: 'pending' }, { globalPrivacyControl: true }).analytics).toBe('pending');
  });
});
