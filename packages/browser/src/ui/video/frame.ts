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
  o: MediumOptions, src: string, origin: string,
  { hello, hear, play, pause, seek }: { hello(t: Talk): void; hear(t: Talk, data: Record<string, unknown>): void; play: unknown; pause: unknown; seek(s: number): unknown },
): Medium {
  const { win, doc } = o;
  const el = createFrame(doc, src, o.title);
  const off = new AbortController();
  const { signal } = off;
  let heard = false;
  const t: Talk = {
    at: o.startAt,
    on: false,
    post: (message) => el.contentWindow?.postMessage(JSON.stringify(message), origin),
    say(what, value) {
      if (what === 'playing') t.on = true;
      if (what === 'pause' || what === 'ended') t.on = false;
      o.feed(what, t.at, win.performance.now(), value);
    },
  };
  const knock = win.setInterval(() => hello(t), 300);
  const giveUp = win.setTimeout(() => {
    win.clearInterval(knock);
    if (!heard) o.failed('timeout');
  }, 15_000);
  win.addEventListener('message', ({ source, origin: from, data }: MessageEvent) => {
    if (source !== el.contentWindow || from !== origin) return;
    if (!heard) {
      heard = true;
      win.clearInterval(knock);
      o.ready();
    }
    try {
      const said: unknown = typeof data === 'string' ? JSON.parse(data) : data;
      if (said && typeof said === 'object') hear(t, said as Record<string, unknown>);
    } catch {
      // Not for us: other scripts of the page may use messages, too.
    }
  }, { signal });
  doc.addEventListener('securitypolicyviolation', (event) => {
    if (event.blockedURI.startsWith(origin)) o.failed('policy');
  }, { signal });
  doc.addEventListener('visibilitychange', () => t.say(doc.visibilityState === 'visible' ? 'shown' : 'hidden'), { signal });
  win.addEventListener('pagehide', () => t.say('leave'), { signal });
  return {
    el,
    play: () => t.post(play),
    pause: () => t.post(pause),
    seek: (s) => t.post(seek(s)),
    playing: () => t.on,
    position: () => t.at,
    stop() {
      t.say('leave');
      win.clearInterval(knock);
      win.clearTimeout(giveUp);
      off.abort();
    },
  };
}

export const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
