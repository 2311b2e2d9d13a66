import {
  check,
  pickText,
  worldOf,
  type Content,
  type Effect,
  type Program,
  type SignalInput,
  type State,
  type Text,
} from '@shirube/engine';
import type { Options } from './options';
import type { Face, FaceApi, FaceModule } from './ports';

type Show = Extract<Effect, { kind: 'show' }>;
export interface FacePort extends Omit<FaceApi, 'config' | 'state' | 'check' | 'text' | 'lang' | 'options'> {
  options: FaceApi['options'] & Pick<Options, 'lang'>;
  program(): Program | undefined;
  current(): State | undefined;
  tabId: string;
  load(): Promise<FaceModule>;
  /** This tab may show it: no other tab took it within the last seconds. */
  lease(content: string): Promise<boolean>;
  behind(): void;
  failed(error: unknown): void;
}

/** Loads the UI chunk when something has to be shown, and tells it what. Without it the app goes on as if nothing were to be shown. */
export function createFace(port: FacePort) {
  /** By content. A show that was given up while it waited (another person has come) must not be taken for the next one. */
  const mine = new Map<string, Show>();
  let face: Face | undefined;
  let loading: Promise<Face | undefined> | undefined;

  /** The language of the page: the app's choice, then the document's, then the browser's. */
  const lang = () => port.options.lang ?? (port.doc.documentElement.lang || port.win.navigator.language || 'en');
  /** As this person reads it. */
  const text = (text: Text | undefined): string => {
    const program = port.program();
    const state = port.current();
    const [words, tag] = pickText(text, lang(), program?.config.defaultLanguage);
    // Where the part could not be loaded, fallbacks are better than braces.
    return (state && program?.kinds.texts?.fill(words, tag, state)) ?? words.replace(/{{.*?(?:\|(.*?))?}}+/gs, '$1');
  };
  const api = (program: Program, state: State): FaceApi => {
    const now = () => port.current() ?? state;
    return {
      ...port,
      config: program.config,
      lang,
      text,
      state: now,
      check: (condition) => check(condition, worldOf(program, now(), undefined, port.tabId)),
    };
  };
  const load = (program: Program, state: State): Promise<Face | undefined> => {
    if (loading) return loading;
    const awaited = () => loading === started;
    const started: Promise<Face | undefined> = port.load().then(
      // It may have been destroyed while the chunk was on its way: then nothing is started.
      ({ start }) => (awaited() ? (face = start(api(program, state))) : undefined),
      (error: unknown) => {
        if (awaited()) loading = undefined;
        port.failed(error);
        return undefined;
      },
    );
    return (loading = started);
  };

  return {
    text,
    async show(effect: Show): Promise<void> {
      const id = effect.content;
      const program = port.program();
      const state = port.current();
      const content: Content | undefined = program?.contents.get(id);
      // On the screen already, unless it ended there a moment ago and has been opened anew.
      if (!program || !state || !content || (mine.has(id) && state.open[id]?.at !== effect.at)) return;
      mine.set(id, effect);
      const wanted = () => mine.get(id) === effect;
      const free = await port.lease(id);
      if (!wanted()) return;
      if (!free) {
        mine.delete(id);
        return port.behind();
      }
      const ready = await load(program, state);
      if (!wanted()) return;
      if (!ready) {
        mine.delete(id);
        port.emit({ kind: 'content', content: id, phase: 'failed', reason: 'ui' });
        return;
      }
      port.emit({ kind: 'content', content: id, phase: 'opening', reason: effect.by });
      ready.show(effect, content);
    },
    /** Without an id, all. */
    hide(id?: string, reason = 'closed_by_app'): void {
      for (const one of id ? [id] : [...mine.keys()]) if (mine.delete(one)) face?.hide(one, reason);
    },
    /** What the state no longer holds open is no longer ours; what another tab took is taken down here. */
    follow({ open }: State): void {
      for (const id of [...mine.keys()]) {
        const record = open[id];
        if (!record) mine.delete(id);
        else if (record.tab && record.tab !== port.tabId) this.hide(id, 'elsewhere');
      }
    },
    prefetch: load,
    destroy(): void {
      mine.clear();
      face?.destroy();
      face = loading = undefined;
    },
  };
}
