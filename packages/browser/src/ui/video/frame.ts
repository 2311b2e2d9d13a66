/** A provider's player in a frame: its own controls, nothing over it. What both providers need, and a frame that nobody listens to. */
import type { Medium, MediumOptions } from './medium';

/** The referrer policy has to be set before the address: set after, a page with `no-referrer` sends none, and the provider refuses. */
export function createFrame(doc: Document, src: string, title: string, sandbox?: string): HTMLIFrameElement {
  const el = doc.createElement('iframe');
  el.title = title;
  el.referrerPolicy = 'strict-origin-when-cross-origin';
  el.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
  if (sandbox) el.setAttribute('sandbox', sandbox);
  el.src = src;
  return el;
}

export interface Talk {
  /** Sends one message to the player, and only to it. */
  post(message: unknown): void;
  say(what: Parameters<MediumOptions['feed']>[0], value?: number): void;
  /** Where the player says it is. */
  at: number;
  on: boolean;
}

/** Talks with a player by messages: `hello` is repeated until it answers, `hear` gets what it says. */
export function talk(
  o: MediumOptions,
  src: string,
  hello: unknown,
  hear: (t: Talk, data: Record<string, unknown>) => void,
  command: (what: 'play' | 'pause' | 'seek', s?: number) => unknown,
): Medium {
  const { win } = o;
  const el = createFrame(o.doc, src, o.title);
  const { origin } = new URL(src);
  const t: Talk = {
    at: o.startAt,
    on: false,
    post: (message) => el.contentWindow?.postMessage(JSON.stringify(message), origin),
    say(what, value) {
      t.on = what === 'playing' || (t.on && what !== 'pause' && what !== 'ended');
      o.feed(what, t.at, win.performance.now(), value);
    },
  };
  const knock = win.setInterval(() => t.post(hello), 300);
  const listen = ({ source, origin: from, data }: MessageEvent) => {
    if (source !== el.contentWindow || from !== origin) return;
    win.clearInterval(knock);
    o.ready?.();
    try {
      hear(t, (typeof data === 'string' ? JSON.parse(data) : data) as Record<string, unknown>);
    } catch {} // Not for us: a frame may say other things, too.
  };
  win.addEventListener('message', listen);
  return {
    el,
    play: () => t.post(command('play')),
    pause: () => t.post(command('pause')),
    seek: (s) => t.post(command('seek', s)),
    playing: () => t.on,
    position: () => t.at,
    stop() {
      win.clearInterval(knock);
      win.removeEventListener('message', listen);
    },
  };
}

/** What of the page concerns a player in a frame: is it seen, is it left, did a policy block it, does it never answer? */
export function watchFrame(medium: Medium, o: MediumOptions, host: string): () => void {
  const { win, doc } = o;
  const off = new AbortController();
  const { signal } = off;
  // Capture: before the script sends what it has.
  const early = { signal, capture: true };
  const say = (what: 'shown' | 'hidden' | 'leave') => o.feed(what, medium.position(), win.performance.now());
  const late = win.setTimeout(() => o.failed('timeout'), 15_000);
  doc.addEventListener('securitypolicyviolation', ({ blockedURI }) => blockedURI.includes(host) && o.failed('policy'), { signal });
  doc.addEventListener('visibilitychange', () => say(doc.visibilityState === 'visible' ? 'shown' : 'hidden'), early);
  win.addEventListener('pagehide', () => say('leave'), early);
  signal.addEventListener('abort', () => {
    win.clearTimeout(late);
    say('leave');
    medium.stop();
  });
  return () => off.abort();
}

export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
