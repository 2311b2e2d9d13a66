/** Our player as the guidance loads it. The engine comes after the first control: in an app it is on the page already. */
import type { SignalInput, State } from '@shirube/engine';
import type { FaceApi } from '../../../packages/browser/src/host/ports';
import { mountVideo } from '../../../packages/browser/src/ui/video/index';

const seatOf = document.querySelector<HTMLElement>('#seat');
const kind = seatOf?.dataset.case;
const video = {
  id: 'v1',
  title: 'Clip',
  sources: [{ src: kind === 'facade' ? 'https://youtu.be/aqz-KE-bpKQ' : '/clip.webm' }],
  ...(kind === 'native' && { player: 'native' as const }),
};
const kept = sessionStorage.getItem('state');
const state = (kept ? JSON.parse(kept) : { vid: {}, open: {} }) as State;
const waiting: SignalInput[] = [];
let absorb: ((signal: SignalInput) => void) | undefined;
const api: FaceApi = {
  win: window,
  doc: document,
  config: { shirube: 1, videos: [video] },
  base: '/',
  options: {},
  lang: () => 'en',
  text: (t) => (typeof t === 'string' ? t : (t?.en ?? '')),
  now: Date.now,
  state: () => state,
  subscribe: () => () => undefined,
  check: () => ({ is: true, until: Infinity, code: '' }),
  emit: (signal) => void (absorb ? absorb(signal) : waiting.push(signal)),
  track() {},
  setTrait() {},
  request() {},
  navigate() {},
  call() {},
  consent: () => 'granted',
  setConsent() {},
  path: () => '/',
  recall: () => undefined,
  remember() {},
  sync: () => Promise.resolve(undefined),
  report: (error) => console.error(error),
  fetch: (url) => fetch(url),
};
const root = seatOf?.attachShadow({ mode: 'open' });
const seat = document.createElement('div');
seat.style.width = '640px';
root?.append(seat);
const stage = {
  css(text: string) {
    const looks = new CSSStyleSheet();
    looks.replaceSync(text);
    if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets, looks];
  },
  painted: (then: () => void) => void requestAnimationFrame(() => setTimeout(then)),
};
mountVideo(api, seat, { video, stage });

/** A second after the control, so that its bytes are not taken for the player's. What happens before waits. */
const ready = setInterval(async () => {
  const at: unknown = Reflect.get(window, 'controlAt');
  if (typeof at !== 'number' || performance.now() < at + 1000) return;
  clearInterval(ready);
  const [{ compile }, { initialState }, { step }] = await Promise.all([
    import('../../../packages/engine/src/kinds'),
    import('../../../packages/engine/src/state'),
    import('../../../packages/engine/src/step'),
  ]);
  const program = compile(api.config);
  if (!kept) Object.assign(state, initialState());
  const run = String(performance.timeOrigin);
  let seq = 0;
  absorb = (signal) => {
    step(program, state, { ...signal, id: `${run}${seq}`, at: Date.now(), tab: run, seq: seq++ } as Parameters<typeof step>[2]);
    sessionStorage.setItem('state', JSON.stringify(state));
  };
  waiting.splice(0).forEach(absorb);
}, 50);
Object.assign(window, {
  figures() {
    const v = state.vid.v1;
    return {
      coverage: (v?.u ?? []).reduce((s, [a, b]) => s + b - a, 0),
      played: v?.m ?? 0,
      wall: (v?.w ?? 0) / 1000,
      visible: (v?.wv ?? 0) / 1000,
      position: v?.pos ?? 0,
    };
  },
});
