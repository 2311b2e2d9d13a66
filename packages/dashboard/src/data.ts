/** Data of a page: old figures stay while new ones are fetched, and are asked for again when they were old; a wait of over a second is shown. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get, RequestError, signInAddress } from './api';
import { liveTick } from './live';
import { useStore } from './store';

export interface Loaded<T> {
  data: T | undefined;
  error: RequestError | Error | undefined;
  slow: boolean;
  reload: () => void;
}

const SOON = 1000;
const LATEST = 15_000;

export function useData<T>(path: string | undefined, { live = true }: { live?: boolean } = {}): Loaded<T> {
  const [state, set] = useState<{ path?: string | undefined; data?: T; error?: Error }>({});
  const [slow, setSlow] = useState(false);
  const [turn, setTurn] = useState(0);
  const tick = useStore(liveTick);
  const last = useRef<string | undefined>(undefined);
  const patience = useRef(SOON);
  useEffect(() => {
    if (path === undefined) return;
    const abort = new AbortController();
    if (last.current !== path) {
      set((before) => (before.path === path ? before : { path }));
      patience.current = SOON;
    }
    last.current = path;
    let again: ReturnType<typeof setTimeout> | undefined;
    let old = false;
    const timer = setTimeout(() => setSlow(true), 1000);
    get<T>(path, abort.signal, () => void (old = true))
      .then(
        (data) => {
          if (abort.signal.aborted) return;
          set({ path, data });
          if (old) again = setTimeout(() => setTurn((n) => n + 1), patience.current);
          patience.current = old ? Math.min(LATEST, patience.current * 2) : SOON;
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          if (error instanceof RequestError && error.status === 401) location.assign(signInAddress());
          set((before) => ({ ...before, path, error: error instanceof Error ? error : new Error(String(error)) }));
        },
      )
      .finally(() => {
        clearTimeout(timer);
        setSlow(false);
      });
    return () => {
      clearTimeout(timer);
      clearTimeout(again);
      abort.abort();
    };
  }, [path, turn, live ? tick : 0]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  return { data: state.path === path ? state.data : undefined, error: state.error, slow, reload };
}
