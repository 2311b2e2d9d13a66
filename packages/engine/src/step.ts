/**
 * The reducer. step(program, state, signal) → { state, effects, wakeAt }. No clock, no randomness, no input or output: time comes
 * in with signals, and what has to be done goes out as effects with stable ids.
 */
import { choose } from './choose';
import { check } from './conditions';
import type { Content } from './content';
import { runtimeOf, type Signal } from './signals';
import { MOST_ROUNDS, next, setDue, settle } from './settle';
import type { State } from './state';
import { alive, awake } from './tabs';
import type { Effect, Instant, Program, Run, StepResult, World } from './types';

const MOST_TURNS = 10_000;
const MOST_SOURCES = 64;
/** Longer than any retry waits in signals, short enough to be stored with each person. */
const MOST_MISSED = 32;

/** Advances the state by one signal. The state is changed in place and handed back: clone it first if you need the old one. */
export function step(program: Program, state: State, signal: Signal): StepResult {
  const effects: Effect[] = [];
  const errors: unknown[] = [];
  const runtime = runtimeOf(signal, program.kinds.signals);
  if (typeof runtime === 'string' || repeated(state, signal))
    return { state, effects, wakeAt: next(state), refused: typeof runtime === 'string' ? runtime : 'repeated' };

  const keys = new Set<string>();
  const contents = new Set<Content>();
  const run: Run & { signal: string } = {
    program,
    state,
    tab: signal.tab,
    signal: signal.id,
    touch: (key) => void keys.add(key),
    emit: (effect) => void effects.push(effect),
    judge: (content) => void contents.add(content),
    due: (watcher, until) => setDue(state, watcher, until),
    attempt(work) {
      try {
        work();
      } catch (error) {
        errors.push(error);
      }
    },
    world: (since, tab) => worldOf(program, state, since, tab),
  };
  const first = state.cfg !== program.version;
  const { kinds } = program;
  if (first) kinds.adopt(run);

  // What became due before this signal happened before it: hosts may wake late or not at all without changing the outcome.
  const at = Math.max(state.now, signal.at);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const due = next(state);
    if (due > at) break;
    state.now = Math.max(state.now, due);
    run.signal = `@${state.now}`;
    settle(
      run,
      keys,
      Object.keys(state.due).filter((id) => (state.due[id] ?? Infinity) <= state.now),
    );
  }
  state.now = at;
  run.signal = signal.id;

  const { activity } = runtime;
  const acts = typeof activity === 'function' ? activity(signal) : activity;
  run.attempt(() => {
    if (acts) kinds.activity.before(state, program, run.touch, signal.sid);
    runtime.absorb(state, signal, run.touch, program, run.emit);
    if (acts) kinds.activity.after(state, run.touch);
  });
  const tab = state.tabs[signal.tab ?? ''];
  if (tab) {
    // A tab that was given up comes back to life: something may be shown in it again.
    if (!alive(tab, at)) run.touch('page');
    tab.last = at;
  }
  settle(run, keys, first ? program.watchers.map((w) => w.id) : []);
  const tabs = program.faces ? awake(state, signal.tab) : [];
  // Choosing may change what other rules ask about, and the other way round; both calm down quickly.
  for (let round = 0; tabs.length && round < MOST_ROUNDS; round++) {
    const touched = [...contents];
    contents.clear();
    choose(run, touched, tabs);
    if (!keys.size) break;
    settle(run, keys, []);
  }
  return { state, effects, wakeAt: next(state), ...(errors.length && { errors }) };
}

export function worldOf(program: Program, state: State, since?: Instant, tab?: string): World {
  const world: World = { program, state, now: state.now, since, tab, check: (condition) => check(condition, world) };
  return world;
}

/** A signal of a tab that was absorbed before (a replay, an echo, a retry). One that was overtaken by others was not. */
function repeated({ seen, tabs, missed }: State, { tab, seq }: Signal): boolean {
  if (tab === undefined || seq === undefined) return false;
  const before = seen[tab];
  if (before !== undefined && seq <= before) {
    const at = missed.indexOf(`${seq} ${tab}`);
    if (at >= 0) missed.splice(at, 1);
    return at < 0;
  }
  for (let n = Math.max((before ?? 0) + 1, seq - MOST_MISSED); n < seq; n++) missed.push(`${n} ${tab}`);
  if (missed.length > MOST_MISSED) missed.splice(0, missed.length - MOST_MISSED);
  seen[tab] = seq;
  if (before === undefined) {
    const sources = Object.keys(seen);
    // The oldest that is closed is forgotten: nobody echoes it any more.
    if (sources.length > MOST_SOURCES) delete seen[sources.find((key) => key !== tab && !tabs[key]) ?? ''];
  }
  return false;
}
