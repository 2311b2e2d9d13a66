/** The entry of the UI chunk: executes show and hide, and answers with what people did. The engine decides; this renders. */
import type { Content } from '@shirube/engine';
import type { Face, FaceApi } from '../host/ports';
import { videoContentFor } from './acts';
import { outside } from './raw';
import { createSession, type Held } from './session';
import { createStage, type Parts, type Stage } from './stage';
import type { Session, ShowEffect, View } from './view';
import { views } from './views';

/** The engine has already written these endings down, or another tab goes on with it. */
const KNOWN = ['goal_met', 'suspended', 'config_removed', 'elsewhere'];
type Factory = (session: Session) => View;
const QUIET_KINDS: Content['kind'][] = ['announcement', 'banner', 'checklist', 'hotspot', 'hub'];

/** For fetching them ahead of time. */
export { views };

export function start(host: FaceApi): Face {
  const out = <T>(work: () => T): T => outside(host.win, work);
  const api: FaceApi = { ...host, subscribe: (listener) => host.subscribe((state) => out(() => listener(state))) };
  const parts: Parts = {};
  let made: Stage | undefined;
  /** Not before something is shown or rehearsed: it parses the style sheet of everything. */
  const stage = () => (made ??= createStage(api, parts));
  const open = new Map<string, Held>();
  let over = false;
  /** Views that are there already: what is shown again is shown at once. */
  const loaded = new Map<Content['kind'], Factory>();

  const keep = async (kind: Content['kind']): Promise<Factory> => {
    const view = (await views[kind]()).view as unknown as Factory;
    loaded.set(kind, view);
    return view;
  };
  /** What only some content needs, by the word that shows it. */
  const load = {
    media: async () => void (parts.media ??= (await import('./media')).mediaOf),
    nextOn: async () => void (parts.nextOn ??= (await import('./content/tour-next')).advanceOn),
  };
  const lacking = (content: unknown) =>
    (['media', 'nextOn'] as const)
      .filter((name) => !parts[name] && JSON.stringify(content).includes(`"${name}":`))
      .map((name) => load[name]());

  const begin = (key: string, content: Content, effect: ShowEffect): void => {
    const held = createSession(stage(), content, effect, () => open.delete(key), play);
    open.set(key, held);
    const { kind } = content;
    const fail = (error: unknown) => {
      api.report(error);
      held.session.end('failed', 'load_failed');
    };
    const make = (view: Factory) => {
      if (open.get(key) !== held) return;
      try {
        const made = view(held.session);
        // It may have ended while it was being made: nothing left to do, every step skipped.
        if (open.get(key) === held) held.view = made;
        else made.destroy();
      } catch (error) {
        fail(error);
      }
    };
    const view = loaded.get(kind);
    const asked = lacking(content);
    if (view && !asked.length) make(view);
    else Promise.all([keep(kind), ...asked]).then(([it]) => make(it), fail);
  };
  /** A video that a button opens: a window over what is there, whose viewing is told by video signals alone. */
  const play = (video: string, at?: number): void => {
    const content = videoContentFor(video, at);
    const effect: ShowEffect = { id: '', at: 0, kind: 'show', tab: '', content: content.id, by: 'action' };
    if (!open.has(content.id)) begin(content.id, content, effect);
  };

  // Small, and what nearly every other kind needs as well: with it here, they are shown without a wait.
  const { content: all = [] } = api.config;
  const usual = (['tour', 'popover', 'nudge'] as const).filter((kind) => all.some((content) => content.kind === kind));
  Promise.all([...lacking(all), ...usual.map(keep)])
    .then(async () => usual[0] && (await import('./rehearse')).rehearse(api, stage, () => over || open.size))
    .catch(api.report);

  return {
    show: (effect, content) =>
      out(() => {
        const held = open.get(content.id);
        if (held) {
          if (effect.step) held.view?.go?.(effect.step);
        } else begin(content.id, content, effect);
      }),
    hide: (contentId, reason) =>
      out(() => {
        const held = open.get(contentId);
        if (!held) return;
        held.view?.keep?.();
        if (KNOWN.includes(reason)) held.close();
        else held.session.end('closed', reason);
      }),
    busy: () =>
      [...open.values()].some(
        ({ session, view }) => (session.content.interrupts ?? !QUIET_KINDS.includes(session.content.kind)) && view?.visible(),
      ),
    destroy() {
      over = true;
      for (const held of [...open.values()]) held.close();
      made?.destroy();
    },
  };
}
