import { loadState, step, type Effect, type Program, type Signal, type SignalInput, type State } from '@shirube/engine';
import type { Who } from './identity';
import { stateKey } from './state-key';
import type { merge as Merge } from './merge';
import type { Maybe } from './store';

/** A timer may not be longer: over 24.8 days browsers fire at once, and a sleeping machine comes late anyway. */
const LONGEST = 3.6e6;
/** Own signals that are kept to be replayed on a state that comes from elsewhere. */
const RECENT = 200;

export interface LoopPort {
  now(): number;
  later(work: () => void, ms: number): () => void;
  visible(): boolean;
  who(): Who;
  load(key: string): Promise<unknown>;
  save(key: string, state: State): Maybe<void>;
  forget(key: string): Maybe<void>;
  /** A signal is about to be taken. */
  before(signal: Signal, state: State): void;
  /** `own`: the signal came from this tab. */
  perform(effect: Effect, own: boolean): void;
  /** A signal that other tabs should hear of. */
  share(who: string, signal: Signal): void;
  /** Other tabs know more than we do. */
  behind(): void;
  changed(state: State): void;
  /** Another person's state is in use from now on: take down what is shown. `announced`: the new state has heard of this tab. */
  switched(announced: boolean): void;
  stamp(input: SignalInput): Signal;
}

interface Entry {
  signal: Signal;
  own: boolean;
  user: string | undefined;
}

/** Drives the engine: one queue of signals, one state, one timer. */
export function createLoop(port: LoopPort) {
  let program: Program | undefined;
  let state: State | undefined;
  let key: string | undefined;
  let loading = false;
  let stepping = false;
  let soon = false;
  let stopped = false;
  let cancel: (() => void) | undefined;
  let wakeAt = Infinity;
  const queue: Entry[] = [];
  let recent: Signal[] = [];
  /** A state from the collector that came before ours was read. */
  let waiting: [who: string, remote: unknown, merge: typeof Merge] | undefined;
  let anonymous = true;
  /** Nothing was remembered here of this person: a new device, or after a sign-out. */
  let blank = false;

  const one = (signal: Signal, own: boolean): void => {
    if (!program || !state) return;
    port.before(signal, state);
    const result = step(program, state, signal);
    wakeAt = result.wakeAt;
    for (const effect of result.effects) port.perform(effect, own);
  };
  const arm = (): void => {
    cancel?.();
    if (wakeAt === Infinity || stopped) return;
    // A hidden tab lets a visible one go first; the tick reaches it from there.
    const wait = Math.max(0, Math.min(wakeAt - port.now(), LONGEST)) + (port.visible() ? 0 : 1500);
    cancel = port.later(wake, wait);
  };
  const wake = (): void => {
    if (!state || stopped) return;
    if (port.now() < wakeAt) arm();
    // All tabs give this tick the same id, so that what follows from it has the same id too.
    else feel({ ...port.stamp({ kind: 'tick' }), id: `t:${wakeAt}` });
  };

  const save = (): void => {
    if (!soon && state && key) {
      soon = true;
      void Promise.resolve().then(() => {
        soon = false;
        if (state && key && !stopped) void port.save(key, state);
      });
    }
  };
  const settled = (): void => {
    if (!state) return;
    save();
    port.changed(state);
    arm();
  };
  const replay = (own: readonly Signal[]): void => {
    for (const signal of own) one(signal, true);
  };

  /** Puts the state of whoever is here now in place. */
  const open = async (): Promise<void> => {
    const who = port.who();
    const next = stateKey(who);
    const found = await port.load(next);
    const old = state;
    const before = key;
    const same = old && before && !found && (!old.user.id || (old.user.id === who.user && !old.user.account));
    if (same) void port.forget(before);
    else {
      state = loadState(found).state;
      blank = !found;
      if (!state.user.first) state.user.anon = who.anon;
    }
    key = next;
    // What happened before the person was known belongs to the person; what another person did does not.
    const carried = anonymous && !same ? recent : [];
    if (!same) recent = carried;
    if (who.user) anonymous = false;
    if (old && !same) port.switched(carried.length > 0);
    // What the collector knows comes first, where nothing is known here.
    if (!blank || waiting?.[0] !== key) replay(carried);
  };

  /** What the collector knows of this person, joined with what this browser knows. */
  const join = (who: string, remote: unknown, merge: typeof Merge): void => {
    if (!remote) return;
    if (who !== key || !state) return void (waiting = [who, remote, merge]);
    const theirs = loadState(remote).state;
    state = merge(state, theirs);
    if (blank) {
      // What counts up began at nothing here: it goes on from theirs, with what they have not heard yet on top.
      const { login, session, ev, seen } = theirs;
      const others = { ...seen };
      for (const { tab } of recent) if (tab !== undefined) delete others[tab];
      Object.assign(state, { login, session, ev, seen: others });
      // The collector numbers what it hears of a tab as the wire does; what it has already counted is not counted again.
      replay(recent.filter(({ tab, wire }) => wire === undefined || wire > (seen[tab ?? ''] ?? -1)));
      blank = false;
    }
    settled();
    feel(port.stamp({ kind: 'tick' }));
  };
  /** The next signal belongs to somebody whose state is not the one in use. */
  const elsewhere = (): boolean => {
    const [first] = queue;
    const who = port.who();
    return first !== undefined && key !== stateKey(who) && (!first.own || first.user === undefined || first.user === who.user);
  };
  const pump = (): void => {
    if (stepping || loading || stopped || !program) return;
    if (!state || elsewhere()) {
      loading = true;
      void open().finally(() => {
        loading = false;
        const stash = waiting;
        waiting = undefined;
        if (stash && stash[0] === key) join(...stash);
        pump();
      });
      return;
    }
    stepping = true;
    let entry: Entry | undefined;
    let worked = false;
    try {
      while ((entry = queue.shift())) {
        const { signal, own } = entry;
        if (own) {
          recent = [...recent, signal].slice(-RECENT);
          if (key) port.share(key, signal);
        } else if (signal.tab !== undefined && signal.seq !== undefined && signal.seq > (state.seen[signal.tab] ?? 0) + 1) port.behind();
        one(signal, own);
        worked = true;
        if (elsewhere()) break;
      }
    } finally {
      stepping = false;
    }
    if (worked) settled();
    if (queue.length) pump();
  };
  /** Two calls in one turn, such as identify and group, are one change of person. */
  let turn = false;
  const later = (): void => {
    if (turn) return;
    turn = true;
    void Promise.resolve().then(() => {
      turn = false;
      pump();
    });
  };

  /** A signal of this tab. */
  const feel = (signal: Signal): void => {
    queue.push({ signal, own: true, user: port.who().user });
    later();
  };

  return {
    feel,
    wake,
    state: () => state,
    program: () => program,
    begin(next: Program): void {
      program = next;
      later();
    },
    /** A signal of another tab of the same person. */
    hear(who: string, signal: Signal): void {
      if (who !== key) return;
      queue.push({ signal, own: false, user: port.who().user });
      later();
    },
    /** The state of another tab that has heard more than this one; what this tab did is replayed on top. */
    adopt(who: string, theirs: State): void {
      if (who !== key || !state) return;
      const { seen } = state;
      const own = recent[0]?.tab;
      if (!Object.entries(theirs.seen).some(([tab, seq]) => tab !== own && seq > (seen[tab] ?? 0))) return;
      state = loadState(theirs).state;
      replay(recent);
      settled();
    },
    join,
    key: () => key,
    /** Steps what is waiting at once: the page is going away. */
    drain: pump,
    /** Forgets the person in memory. */
    clear(): void {
      state = undefined;
      key = undefined;
      recent = [];
      anonymous = true;
      queue.length = 0;
      wakeAt = Infinity;
      cancel?.();
    },
    stop(): void {
      stopped = true;
      cancel?.();
    },
  };
}
export type Loop = ReturnType<typeof createLoop>;
