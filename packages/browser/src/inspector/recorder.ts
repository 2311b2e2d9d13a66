/**
 * The flight recorder: what the engine was told and what it asked for, in a form that `shirube replay` plays again. It holds no DOM and no
 * field values, because signals hold none.
 */
import type { Config, Effect, Signal, State } from '@shirube/engine';

/** `state`: from here on the engine had another state, because a page was loaded, another tab or the collector knew more, or the person changed. */
export interface StateEntry {
  kind: 'state';
  at: number;
  state: State;
}
export interface Recording {
  /** Version of this format. */
  recording: 1;
  /** Version of the script. */
  library: string;
  config: Config;
  signals: (Signal | StateEntry)[];
  effects: { id: string; kind: string; at: number }[];
  /** It was longer than what is kept; the beginning is missing. */
  cut?: true;
}

/** Entries that are kept; older ones go, in whole stretches that begin with a state. */
const LONGEST = 3000;
/** So often a state is written down, so that the oldest stretch can go. */
const STRETCH = 500;

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function createRecorder(library: string, config: Config, begun?: Recording) {
  const goesOn = begun && JSON.stringify(begun.config) === JSON.stringify(config);
  const recording: Recording = goesOn ? begun : { recording: 1, library, config, signals: [], effects: [] };
  let known: unknown;
  let since = 0;

  const trim = (): void => {
    if (recording.signals.length <= LONGEST) return;
    const next = recording.signals.findIndex((entry, i) => i > 0 && entry.kind === 'state');
    if (next < 0) return;
    recording.signals.splice(0, next);
    recording.cut = true;
    const from = recording.signals[0]?.at ?? 0;
    recording.effects = recording.effects.filter((effect) => effect.at >= from);
  };

  return {
    /** Before the engine takes the signal: `state` is what it starts from. */
    signal({ signal, state }: { signal: Signal; state: Readonly<State> }): void {
      if (state !== known || since >= STRETCH) {
        recording.signals.push({ kind: 'state', at: signal.at, state: copy(state) });
        since = 0;
      }
      known = state;
      since++;
      recording.signals.push(copy(signal));
      trim();
    },
    effect: ({ id, kind, at }: Effect): void => void recording.effects.push({ id, kind, at }),
    recording: () => recording,
  };
}
