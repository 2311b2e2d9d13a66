/**
 * The reducer. step(program, state, signal) → { state, effects, wakeAt }. No clock, no randomness, no input or output: time comes
 * in with signals, and what has to be done goes out as effects with stable ids.
 */
import { choose } from './choose';
import { check } from './conditions';
import type { Content } from './content';
import { keepSession, countLogin } from './login';
import { signals, type Signal, type SignalRuntime } from './signals';
import type { State } from './state';
import type { Effect, Instant, Program, Run, StepResult, World } from './types';

const MOST_TURNS = 10_000;
const MOST_SOURCES = 32;

/** Advances the state by one signal. The state is changed in place and handed back: clone it first if you need the old one. */
export function step(program: Program, state: State, signal: Signal): StepResult {
  const effects: Effect[] = [];
  if (repeated(state, signal)) return { state, effects, wakeAt: next(state) };

  const keys = new Set<string>();
  const contents = new Set<Content>();
  const run: Run = {
    program, state, tab: signal.tab, signal: signal.id,
    touch: (key) => void keys.add(key),
    emit: (effect) => void effects.push(effect),
    judge: (content) => void contents.add(content),
    due(watcher, until) {
      if (until === Infinity) delete state.due[watcher];
      else state.due[watcher] = Math.max(until, state.now + 1);
    },
    world: (since, tab) => worldOf(program, state, since, tab),
  };
  const runtime = (Object.hasOwn(signals, signal.kind) ? signals[signal.kind] : undefined) as SignalRuntime<Signal> | undefined;
  const first = state.cfg !== program.version;
  if (first) {
    state.cfg = program.version;
    for (const watcher of Object.keys(state.due)) if (!program.watcherOf.has(watcher)) delete state.due[watcher];
  }

  // What became due before this signal happened before it: hosts may wake late or not at all without changing the outcome.
  const at = Math.max(state.now, Number.isFinite(signal.at) ? signal.at : state.now);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const due = next(state);
    if (due > at) break;
    state.now = Math.max(state.now, due);
    settle(run, keys, Object.keys(state.due).filter((id) => (state.due[id] ?? Infinity) <= state.now));
  }
  state.now = at;

  if (runtime?.activity) keepSession(state, program.config, run.touch);
  runtime?.absorb(state, signal, run.touch, program, run.emit);
  if (runtime?.activity && state.user.id) countLogin(state, false, run.touch);
  settle(run, keys, first ? program.watchers.map((w) => w.id) : []);
  const tab = program.faces ? awake(state, signal.tab) : undefined;
  // Choosing may change what other rules ask about, and the other way round; both calm down quickly.
  for (let turn = 0; tab !== undefined && turn < 8; turn++) {
    const touched = new Set(contents);
    contents.clear();
    choose(run, touched, tab, signal.id);
    if (!keys.size) break;
    settle(run, keys, []);
  }
  return { state, effects, wakeAt: next(state) };
}

/** Where something could be shown: the tab that the signal came from, else the visible one that was used last. */
function awake(state: State, tab: string | undefined): string | undefined {
  if (tab !== undefined && state.tabs[tab]) return tab;
  return Object.entries(state.tabs).filter(([, t]) => t.vis).sort(([, a], [, b]) => b.act - a.act)[0]?.[0];
}

/** Runs what depends on the touched facts, in order, until nothing more is touched. */
function settle(run: Run, keys: Set<string>, ids: readonly string[]): void {
  const { program, state } = run;
  let positions = new Set(ids.map((id) => program.watcherOf.get(id)));
  for (const id of ids) delete state.due[id];
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    for (const key of keys) for (const position of program.index.get(key) ?? []) positions.add(position);
    keys.clear();
    if (!positions.size) return;
    const order = [...positions].filter((p): p is number => p !== undefined).sort((a, b) => a - b);
    positions = new Set();
    for (const position of order) program.watchers[position]?.run(run);
    if (!keys.size) return;
  }
}

/** The earliest instant at which something may change by itself. */
export function next(state: State): Instant {
  let least = Infinity;
  for (const id in state.due) {
    const due = state.due[id] ?? Infinity;
    if (due < least) least = due;
  }
  return least;
}

export function worldOf(program: Program, state: State, since?: Instant, tab?: string): World {
  const world: World = { program, state, now: state.now, since, tab, check: (condition) => check(condition, world) };
  return world;
}

/** A signal of a tab that was absorbed before (a replay, an echo, a retry). */
function repeated(state: State, { tab, seq }: Signal): boolean {
  if (tab === undefined || seq === undefined) return false;
  if (seq <= (state.seen[tab] ?? -1)) return true;
  const known = tab in state.seen;
  state.seen[tab] = seq;
  if (!known) {
    const sources = Object.keys(state.seen);
    if (sources.length > MOST_SOURCES) delete state.seen[sources[0] ?? ''];
  }
  return false;
}
