/** A page's stand-in for the host: records what the face says, resolves texts, and lets a test change path, language and conditions. */
import type { Condition, Content, Effect, Scalar, SignalInput, Text, Verdict } from '@shirube/engine';
import { initialState, pathsMatcher } from '@shirube/engine';
import type { Face, FaceApi } from '../../../../packages/browser/src/host/ports';

export interface World {
  face: Face;
  signals: SignalInput[];
  tracks: { event: string; properties?: Record<string, unknown> | undefined }[];
  calls: { name: string; args: unknown[] }[];
  errors: string[];
  requests: string[];
  navigations: string[];
  traits: Record<string, Scalar>;
  /** Truth of conditions other than page, by their `name`. */
  facts: Record<string, boolean>;
  state: ReturnType<typeof initialState>;
  show(content: Content, step?: string): void;
  hide(id: string, reason: string): void;
  /** Something changed: subscribers look again. */
  changed(): void;
  phases(id?: string): string[];
}
export interface WorldOptions {
  lang?: string;
  theme?: 'light' | 'dark' | 'auto';
  config?: Record<string, unknown>;
  nonce?: string;
  path?(): string;
  container?: string;
}

export function createWorld(start: (api: FaceApi) => Face, options: WorldOptions = {}): World {
  const listeners = new Set<(state: World['state']) => void>();
  const state = initialState();
  const path = options.path ?? (() => window.__path ?? location.pathname);
  const text = (value: Text | undefined): string => {
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    const lang = options.lang ?? 'en';
    return value[lang] ?? value[lang.split('-')[0] ?? ''] ?? value.en ?? Object.values(value)[0] ?? '';
  };
  let seq = 0;
  const container = options.container ? document.querySelector(options.container) : undefined;
  const api: FaceApi = {
    win: window,
    doc: document,
    config: { shirube: 1, ...options.config },
    base: `${location.origin}/`,
    options: { theme: options.theme ?? 'auto', ...(options.nonce && { nonce: options.nonce }), ...(container && { container }) },
    lang: () => options.lang ?? 'en',
    text,
    now: () => Date.now(),
    state: () => state,
    subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    check: (condition: Condition): Verdict => {
      const c = condition as { kind: string; path?: string | string[]; name?: string };
      return {
        is: c.kind === 'page' ? pathsMatcher(c.path ?? [])(path()) : (world.facts[c.name ?? ''] ?? false),
        until: Infinity,
        code: c.kind,
      };
    },
    emit: (signal) => {
      world.signals.push(signal);
      if (signal.kind === 'content' && signal.phase === 'completed') (state.ct[signal.content] ??= { n: 0 }).completed = 1;
      if (signal.kind === 'answer') state.ans[`${signal.survey}:${signal.question}`] = { v: signal.value, at: 1 };
    },
    track: (event, properties) => void world.tracks.push({ event, properties }),
    setTrait: (name, value) => void (world.traits[name] = value),
    request: (id) => {
      world.requests.push(id);
      const content = (api.config.content ?? []).find((item) => item.id === id);
      if (content) world.show(content);
    },
    navigate: (to) => {
      world.navigations.push(to);
      window.__path = to;
      document.dispatchEvent(new CustomEvent('app:navigate', { detail: to }));
      world.changed();
    },
    call: (name, args = []) => void world.calls.push({ name, args: [...args] }),
    consent: () => 'granted',
    setConsent() {},
    path,
    recall: () => undefined,
    remember() {},
    sync: () => Promise.resolve(undefined),
    report: (error) => void world.errors.push(String(error)),
    fetch: (url) => window.fetch(url),
  };
  const world: World = {
    signals: [],
    tracks: [],
    calls: [],
    errors: [],
    requests: [],
    navigations: [],
    traits: {},
    facts: {},
    state,
    face: undefined as unknown as Face,
    show: (content, step) =>
      world.face.show(
        {
          id: `t${++seq}`,
          at: Date.now(),
          kind: 'show',
          tab: 't',
          content: content.id,
          by: 'test',
          ...(step && { step, resume: true }),
        } as Extract<Effect, { kind: 'show' }>,
        content,
      ),
    hide: (id, reason) => world.face.hide(id, reason),
    changed: () => listeners.forEach((listener) => listener(state)),
    phases: (id) =>
      world.signals.flatMap((s) => (s.kind === 'content' && (!id || s.content === id) ? [s.phase + (s.step ? `:${s.step}` : '')] : [])),
  };
  world.face = start(api);
  return world;
}

declare global {
  interface Window {
    __path?: string;
    world: World;
  }
}
