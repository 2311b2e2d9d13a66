/** What panels (hub, checklist, launcher) render: stores, so that nothing subscribes or redraws by hand. */
import type { State } from '@shirube/engine';
import { atom, type ReadableAtom } from 'nanostores';
import type { FaceApi } from '../host/ports';

/** The engine's state now. A new object each time: the engine owns its state and changes it in place. */
export interface Now {
  readonly state: Readonly<State>;
}
export interface ViewStore {
  readonly $view: ReadableAtom<Now>;
  stop(): void;
}

export function viewStore(api: FaceApi): ViewStore {
  const $view = atom<Now>({ state: api.state() });
  return { $view, stop: api.subscribe((state) => $view.set({ state })) };
}
