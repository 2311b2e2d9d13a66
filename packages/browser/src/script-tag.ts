/** The script tag: one global, `shirube`. Reads the tag's data attributes, answers the calls that came before it, refuses a second copy. */
import { createApi, type Shirube } from './host/api';
import type { Chunks } from './host/load-chunk';
import { start } from './host/start';
import type { Surroundings } from './wire';
import { flag, type Options } from './host/options';

declare const SHIRUBE_CHUNKS: Chunks;

type Call = [name: string, ...args: unknown[]];
interface Stub {
  q?: Call[];
}
type Host = Window & typeof globalThis & { shirube?: Stub | Shirube };

function run(win: Host, more: Partial<Surroundings>): void {
  const { document: doc } = win;
  // A module has no current script.
  const tag = (doc.currentScript as HTMLScriptElement | null) ?? doc.querySelector<HTMLScriptElement>('script[src*="shirube."]');
  const { version, q: calls = [] } = (win.shirube ?? {}) as Partial<Shirube> & Stub;
  if (version) return win.console.warn(`[shirube] S7: ${version} is already running`);
  const options: Options & Record<string, unknown> = { off: flag(tag, 'data-shirube-off'), dnt: flag(tag, 'data-dnt') };
  for (const name of ['config', 'endpoint', 'writeKey', 'lang', 'theme', 'consent']) {
    const value = tag?.dataset[name];
    if (value) options[name] = value;
  }
  if (tag?.nonce) options.nonce = tag.nonce;
  const core = start(options, { win, base: tag?.src || doc.baseURI, chunks: SHIRUBE_CHUNKS, ...more });
  const api = createApi(core);
  win.shirube = api;
  const forward = (given: Call | IArguments): void =>
    void core.guard(() => {
      const [name, ...args] = given as Call;
      const method = (api as unknown as Record<string, unknown>)[name];
      if (typeof method === 'function') method(...args);
      else core.warn('S8', name);
    });
  // What init() says comes before the first call begins, wherever it stands.
  for (const first of [true, false]) for (const early of calls) if ((early?.[0] === 'init') === first) forward(early);
  // Somebody may have kept the stub; what it is told from now on arrives here.
  calls.push = (...late: Call[]) => {
    late.forEach(forward);
    return 0;
  };
}

/** Starts once; whatever goes wrong, the page goes on. */
export function begin(win: Window & typeof globalThis, more: Partial<Surroundings> = {}): void {
  try {
    run(win, more);
  } catch (error) {
    try {
      win.console.warn('[shirube] S0', error);
    } catch {
      /* no console */
    }
  }
}
