/**
 * One person in virtual time: their signals in order, and between them the instants at which the engine asked to be woken.
 * What a log does not tell is assumed, and said: see `assume.ts`.
 */
import { initialState, step, type Instant, type Program, type Signal, type SignalInput, type State } from '@shirube/engine';
import { Assumptions, type React } from './assume';
import { entryOf, type Entry } from './entry';
import type { Person } from './people';

export interface RunOptions {
  /** Virtual time goes on to this instant after the last signal. */
  until?: Instant | undefined;
  /** Signals after this instant have not happened yet. */
  at?: Instant | undefined;
  /** What the person does with content of which the log says nothing. */
  react?: React | undefined;
  /** Where it begins; default: a person of whom nothing is known. */
  state?: State | undefined;
}
export interface Played {
  person: Person;
  entries: Entry[];
  state: State;
  /** When something would change by itself after the end; Infinity: never. */
  next: Instant;
  /** Something about the person's browser had to be assumed. */
  assumed: boolean;
  /** Signals that the engine did not take: malformed, or of a kind that it does not know. */
  refused: number;
}

/** After so many wake-ups without a signal the virtual clock takes longer strides: waking late changes no outcome. */
const STRIDES: readonly (readonly [ticks: number, ms: number])[] = [
  [20_000, 864e5],
  [4_000, 36e5],
  [1_000, 6e4],
];

export function run(program: Program, person: Person, options: RunOptions = {}): Played {
  const entries: Entry[] = [];
  const assume = new Assumptions(program, person, options.react ?? 'finish');
  let state = options.state ?? initialState();
  let wake: Instant = Infinity;
  let own = 0;
  let refused = 0;

  const feed = (signal: Signal): void => {
    const logins = state.login.n;
    const known = signal.kind !== 'reached' || !!state.ms[signal.milestone];
    const result = step(program, state, signal);
    state = result.state;
    wake = result.wakeAt;
    if (result.refused === 'malformed' || result.refused === 'unknown') refused++;
    if (state.login.n > logins) entries.push({ at: state.now, kind: 'login', id: String(state.login.n) });
    // Another evaluator said so (it sees what the wire does not tell): it is on the timeline all the same.
    if (!known && signal.kind === 'reached' && state.ms[signal.milestone])
      entries.push({
        at: signal.at,
        kind: 'milestone',
        id: signal.milestone,
        label: program.milestones.get(signal.milestone)?.label,
        detail: 'recorded',
      });
    for (const effect of result.effects) {
      entries.push(entryOf(effect, program));
      if (effect.kind === 'show' && !effect.resume) assume.shown(effect.content, effect.tab, state.now);
    }
  };
  const mine = (at: Instant, input: SignalInput, tab?: string): void =>
    feed({ ...input, id: `virtual-${own++}`, at, ...(tab !== undefined && { tab }) } as Signal);

  const pass = (end: Instant): void => {
    for (let ticks = 0; ; ticks++) {
      const stride = STRIDES.find(([n]) => ticks > n)?.[1] ?? 0;
      const tick = Math.max(wake, stride ? state.now + stride : wake);
      const due = assume.next();
      if (Math.min(tick, due) > end || Math.min(tick, due) === Infinity) return;
      if (due <= tick) for (const { at, input, tab } of assume.take(due, state)) mine(at, input, tab);
      else mine(tick, { kind: 'tick' });
    }
  };

  for (const signal of person.signals) {
    if (options.at !== undefined && signal.at > options.at) break;
    pass(signal.at);
    const whole = assume.complete(signal);
    for (const { at, input, tab } of assume.before(whole)) mine(at, input, tab);
    feed(whole);
  }
  const end = options.at ?? options.until;
  if (end !== undefined && end > state.now) {
    pass(end);
    mine(end, { kind: 'tick' });
  }
  return { person, entries: entries.sort((a, b) => a.at - b.at), state, next: wake, assumed: assume.used, refused };
}
