/** Runs in the page: one video on a real engine, without the rest of the face. The state is kept over reloads, as the script does. */
import { compile, initialState, step, type Config, type Effect, type SignalInput, type State } from '@shirube/engine';
import type { FaceApi } from '../../../packages/browser/src/host/ports';
import { mountVideo, type VideoHandle } from '../../../packages/browser/src/ui/video/index';

export interface VideoWorld {
  mount(id: string, options?: { startAt?: number }): VideoHandle;
  handle: VideoHandle | undefined;
  state(): State;
  signals: SignalInput[];
  tracks: { event: string; properties: Record<string, unknown> }[];
  errors: string[];
  violations: string[];
  calls: string[];
  emit(signal: SignalInput): void;
  /** The app's own `consent({ video })`. */
  agree(to: 'granted' | 'pending' | 'denied'): void;
  /** Coverage as the browser's own `played` tells it. */
  played(): number;
}
declare global {
  interface Window {
    theatre: VideoWorld;
    setup: { config: Config; lang: string; consent: 'granted' | 'pending' | 'denied'; dark: boolean };
  }
}

const { config, lang, consent, dark } = window.setup;
const program = compile(config);
const kept = sessionStorage.getItem('state');
const state: State = kept ? (JSON.parse(kept) as State) : initialState();
const listeners = new Set<(s: State) => void>();
const run = String(performance.timeOrigin);
let seq = 0;
let agreed = consent;

const emit = (signal: SignalInput) => {
  world.signals.push(signal);
  const { effects } = step(program, state, { ...signal, id: `${run}-${seq}`, at: Date.now(), tab: run, seq: seq++ } as Parameters<
    typeof step
  >[2]);
  for (const effect of effects as Effect[])
    if (effect.kind === 'track') world.tracks.push({ event: effect.event, properties: effect.properties });
  sessionStorage.setItem('state', JSON.stringify(state));
  for (const listener of listeners) listener(state);
};
const agree = (to: typeof agreed) => {
  agreed = to;
  for (const listener of listeners) listener(state);
};
const text: FaceApi['text'] = (value) => (typeof value === 'string' ? value : (value?.[lang] ?? value?.en ?? ''));
const api: FaceApi = {
  win: window,
  doc: document,
  config,
  base: '/',
  options: {},
  lang: () => lang,
  text,
  now: () => Date.now(),
  state: () => state,
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  check: () => ({ is: true, until: Infinity, code: 'test' }),
  emit,
  track: (event, properties = {}) => void world.tracks.push({ event, properties }),
  setTrait: () => undefined,
  request: (id) => void world.calls.push(`request ${id}`),
  navigate: (path) => void world.calls.push(`navigate ${path}`),
  call: (name) => void world.calls.push(`call ${name}`),
  consent: () => agreed,
  setConsent: (_, to) => agree(to),
  path: () => location.pathname,
  recall: (name) => JSON.parse(sessionStorage.getItem(`choice ${name}`) ?? 'null') as unknown,
  remember: (name, value) => sessionStorage.setItem(`choice ${name}`, JSON.stringify(value)),
  sync: () => Promise.resolve(undefined),
  report: (error) => void world.errors.push(String(error)),
  fetch: (url) => fetch(url),
};

const host = document.createElement('div');
host.id = 'host';
document.querySelector('main')?.append(host);
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  `.slot{display:block;border-radius:12px;overflow:hidden;box-shadow:0 1px 3px rgb(0 0 0/.2)}.sr{position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}${dark ? '.slot{--accent:#9db0ff;--on-accent:#12162b;--surface:#23262f;--text:#eef0f5;--muted:#a8aebd;--border:#3a3f4b;color-scheme:dark}' : ''}`,
);
root.adoptedStyleSheets = [sheet];
const slot = document.createElement('div');
slot.className = 'slot';
root.append(slot);

const worn = new Set<string>();
const stage = {
  css(text: string) {
    if (worn.has(text)) return;
    worn.add(text);
    const looks = new CSSStyleSheet();
    looks.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, looks];
  },
  painted: (then: () => void) => void requestAnimationFrame(() => setTimeout(then)),
};
const world: VideoWorld = {
  handle: undefined,
  signals: [],
  tracks: [],
  errors: [],
  violations: [],
  calls: [],
  emit,
  agree,
  state: () => state,
  mount(id, options = {}) {
    const video = config.videos?.find((v) => v.id === id);
    if (!video) throw new Error(`no video ${id}`);
    return (world.handle = mountVideo(api, slot, { video, stage, ...options }));
  },
  played() {
    const video = root.querySelector('video');
    let sum = 0;
    for (let i = 0; video && i < video.played.length; i++) sum += video.played.end(i) - video.played.start(i);
    return sum;
  },
};
window.theatre = world;
document.addEventListener('securitypolicyviolation', (event) => world.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
