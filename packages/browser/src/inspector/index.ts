/**
 * The inspector: why each guide is shown or not, what happened and what it caused, and a recording to play again with `shirube replay`.
 * A chunk of its own; only who asks for it (`?shirube=inspect`) loads it.
 */
import type { ComponentChild } from 'preact';
import type { InspectorApi } from '../host/ports';
import { jsx } from '../jsx/jsx-runtime';
import { render } from '../jsx/render';
import { Panel, type Hands } from './panel';
import { createRecorder, type Recording } from './recorder';
import { css } from './style.css';
import { sayIn } from './texts';
import { createView, guideLines, personView, withEffect, withSignal } from './view';

declare const SHIRUBE_VERSION: string;
const FLAG = 'shirube:inspect';
const FLIGHT = 'shirube:flight';

/** The page's handlers of outside clicks and shortcuts are about the page. */
const OURS = ['click', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'keydown', 'keyup', 'keypress', 'input', 'focusin', 'focusout'];

export function open(api: InspectorApi): () => void {
  const { doc } = api;
  const win = api.win as Window & typeof globalThis;
  const lang = api.lang.startsWith('ja') ? 'ja' : 'en';
  const view = createView();
  const kept = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  let begun = kept(() => JSON.parse(win.sessionStorage.getItem(FLIGHT) ?? 'null') as Recording | null) ?? undefined;
  let recorder: ReturnType<typeof createRecorder> | undefined;
  const recording = () => {
    const config = api.program()?.config;
    return (recorder ??= config && createRecorder(SHIRUBE_VERSION, config, begun));
  };

  let waiting: (() => void) | undefined;
  const refresh = (): void => {
    waiting = undefined;
    view.guides.set(guideLines(api, lang, view.signals.get()));
    view.person.set(personView(api));
    const { signals = [], effects = [], cut } = recorder?.recording() ?? {};
    view.recorded.set({ signals: signals.filter((entry) => entry.kind !== 'state').length, effects: effects.length, cut: !!cut });
    void api
      .ledger()
      .then((all) =>
        view.ledger.set(
          Object.entries(all).map(([name, { accepted, delivered, lost, queued }]) => [
            name,
            accepted,
            delivered,
            Object.values(lost).reduce((sum, n) => sum + n, 0),
            queued,
          ]),
        ),
      )
      .catch(() => {});
  };
  /** Many signals in one moment are one look. */
  const soon = (): void => void (waiting ??= api.later(refresh, 120));

  const keep = (): void => void kept(() => recorder && win.sessionStorage.setItem(FLIGHT, JSON.stringify(recorder.recording())));
  const off = [
    api.on('signal', (told: Parameters<ReturnType<typeof createRecorder>['signal']>[0]) => {
      recording()?.signal(told);
      view.signals.set(withSignal(view.signals.get(), told.signal));
      soon();
    }),
    api.on('effect', (effect: Parameters<ReturnType<typeof createRecorder>['effect']>[0]) => {
      recorder?.effect(effect);
      view.signals.set(withEffect(view.signals.get(), effect));
    }),
    api.on('change', soon),
  ];
  win.addEventListener('pagehide', keep);

  const host = doc.createElement('shirube-inspector');
  const shadow = host.attachShadow({ mode: 'open' });
  for (const type of OURS) shadow.addEventListener(type, (event) => event.stopPropagation());
  const root = doc.createElement('div');
  root.className = 'root';
  root.lang = lang;
  root.dataset.scheme = win.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  try {
    const sheet = new win.CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = doc.createElement('style');
    if (api.nonce) style.nonce = api.nonce;
    style.textContent = css;
    shadow.append(style);
  }
  shadow.append(root);
  root.popover = 'manual';
  /** Everything outside of a modal dialog of the page is inert and lies below it: there the panel moves in, and into the top layer. */
  const settle = (): void => {
    const dialog = Array.from(doc.querySelectorAll('dialog:modal')).pop();
    const home = dialog ?? doc.documentElement;
    if (host.parentNode === home) return;
    home.append(host);
    if (dialog) root.showPopover?.();
  };
  settle();
  const moves = new win.MutationObserver(settle);
  moves.observe(doc, { subtree: true, childList: true, attributes: true, attributeFilter: ['open'] });

  const shut = (): void => {
    for (const stop of off) stop();
    moves.disconnect();
    waiting?.();
    win.removeEventListener('pagehide', keep);
    render(null, root);
    host.remove();
  };
  const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const hands: Hands = {
    show: api.show,
    time: (at) => (Math.abs(at - Date.now()) < 432e5 ? clock : day).format(at),
    download() {
      const file = recording()?.recording();
      if (!file) return;
      const link = doc.createElement('a');
      link.href = win.URL.createObjectURL(new win.Blob([JSON.stringify(file, null, 1)], { type: 'application/json' }));
      link.download = 'shirube-flight.json';
      link.click();
      api.later(() => win.URL.revokeObjectURL(link.href), 10_000);
    },
    restart() {
      recorder = begun = undefined;
      kept(() => win.sessionStorage.removeItem(FLIGHT));
      recording();
      refresh();
    },
    fold(folded) {
      view.folded.set(folded);
      // What had the focus is gone with it.
      root.querySelector<HTMLElement>(folded ? '.pill' : '[data-fold]')?.focus();
    },
    close() {
      kept(() => [FLAG, FLIGHT].forEach((key) => win.sessionStorage.removeItem(key)));
      shut();
    },
  };
  // Drawn from the top whenever a store changes: preact's own state copies itself into a plain object, which throws where a page froze what it added.
  const draw = () => render(jsx(Panel as never, { view, say: sayIn(lang), hands }) as ComponentChild, root);
  off.push(...Object.values(view).map((store) => store.subscribe(draw)));
  refresh();
  return shut;
}
