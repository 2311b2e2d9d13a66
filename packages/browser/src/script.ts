/** The script tag: one global, `shirube`. Reads the tag's data attributes, answers the calls that came before it, refuses a second copy. */
import { wire } from './wire';
import type { Shirube } from './host/api';
import type { Options } from './host/options';

declare const SHIRUBE_CHUNKS: Record<string, { file: string; integrity?: string }>;

type Call = [name: string, ...args: unknown[]];
interface Stub { q?: Call[] }
type Host = Window & typeof globalThis & { shirube?: Stub | Shirube };

function begin(win: Host): void {
  const { document: doc } = win;
  const tag = doc.currentScript as HTMLScriptElement | null;
  const found = win.shirube;
  if (found && 'version' in found) {
    win.console.warn(`[shirube] S7: ${found.version} is already running; this second copy was refused`);
    return;
  }
  if (tag?.hasAttribute('data-shirube-off') || doc.documentElement.hasAttribute('data-shirube-off') || /[?&]shirube=off\b/.test(win.location.search)) return;
  const data: DOMStringMap = tag?.dataset ?? {};
  const options: Options = {};
  if (data.config) options.config = data.config;
  if (data.endpoint) options.endpoint = data.endpoint.replace(/\/$/, '');
  if (data.writeKey) options.writeKey = data.writeKey;
  if (data.lang) options.lang = data.lang;
  if (data.theme) options.theme = data.theme as 'light' | 'dark' | 'auto';
  if (data.consent) options.consent = data.consent as 'granted' | 'pending' | 'denied';
  if (tag?.nonce) options.nonce = tag.nonce;
  const api = wire(options, { win, base: tag?.src || doc.baseURI, chunks: SHIRUBE_CHUNKS });
  const calls = found?.q ?? [];
  win.shirube = api;
  const run = ([name, ...args]: Call): void => {
    const method = (api as unknown as Record<string, unknown>)[name];
    if (typeof method === 'function') method.apply(api, args);
    else win.console.warn(`[shirube] S8: no function ${String(name)}`);
  };
  const forward = (call: Call | IArguments): void => {
    try { run([...call] as Call); } catch { /* the page goes on */ }
  };
  for (const call of [...calls]) forward(call);
  // Somebody may have kept the stub; what it is told from now on arrives here.
  calls.push = (...late: Call[]) => {
    late.forEach(forward);
    return 0;
  };
}

try { begin(window); } catch (error) {
  try { console.warn('[shirube] S0', error); } catch { /* no console */ }
}
