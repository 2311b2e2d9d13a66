import { explain, type Content, type Program, type State } from '@shirube/engine';
import type { Native } from './native';
import type { FaceModule } from './ports';

/** Gates that may open while the person stays on this page; a "no" of any other means: not here, not today. */
const SOON = new Set(['trigger', 'quiet', 'caps', 'concurrency', 'target']);
/** More is not looked at: an idle moment is short. */
const MOST = 50;
/** Milliseconds for the page to do its own things first. */
const SETTLE = 2000;

type Frugal = Navigator & { connection?: { saveData?: boolean; effectiveType?: string } };
export interface PrefetchPort {
  win: Window;
  guard: Native['guard'];
  later: Native['later'];
  program(): Program | undefined;
  state(): State | undefined;
  tab: string;
  load(): Promise<FaceModule>;
}

/** Kinds of content that only wait for something to happen on this page. */
export function likely(program: Program, state: State, tab: string): Content['kind'][] {
  const kinds = new Set<Content['kind']>();
  for (const [id, { kind }] of [...program.contents].slice(0, MOST))
    if (!kinds.has(kind) && explain(program, state, id, tab).gates.every(({ name, asked, is }) => !asked || is || SOON.has(name)))
      kinds.add(kind);
  return [...kinds];
}

/** Fetches the chunks of what is likely while nothing else happens; not for people who save data or have a slow line. */
export function createPrefetch({ win, guard, later, program, state, tab, load }: PrefetchPort): () => void {
  let cancel: (() => void) | undefined;
  const look = (): void => {
    const [rules, now] = [program(), state()];
    const kinds = rules && now ? likely(rules, now, tab) : [];
    // A failure is told when something really has to be shown.
    if (kinds.length)
      void load()
        .then(({ views }) => Promise.all(kinds.map((kind) => views?.[kind]())))
        .catch(() => {});
  };
  return () => {
    const { connection } = win.navigator as Frugal;
    if (connection?.saveData || /2g$/.test(connection?.effectiveType ?? '')) return;
    cancel?.();
    cancel = later(() => {
      if (win.requestIdleCallback) win.requestIdleCallback(() => void guard(look), { timeout: 5000 });
      else guard(look);
    }, SETTLE);
  };
}
