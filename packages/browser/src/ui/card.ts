/** The card that most kinds are made of: media, title, text, buttons, progress. */
import type { Button, Text } from '@shirube/engine';
import { actList, openUrl } from './acts';
import { CROSS, icon } from './dom';
import { markdown } from './text/markdown';
import type { Media } from './media';
import type { Around, Controls } from './view';

export interface CardFields {
  title?: Text | undefined;
  body?: Text | undefined;
  media?: Media | undefined;
  buttons?: readonly Button[] | undefined;
  controls: Controls;
  /** "2 / 5", for eyes and for ears. */
  progress?: { n: number; all: number } | undefined;
  modal?: boolean;
  /** dialogs take the focus, regions are announced and left alone. */
  role?: 'dialog' | 'region';
  class?: string;
  /** Puts more below the text. */
  fill?(main: HTMLElement): void;
}

/** A button, or a link when its first business is to open an address. */
export function buttonOf(session: Around, { do: acts, kind, label }: Button, controls: Controls, primary: boolean): HTMLElement {
  const { h, t } = session.stage;
  const look = kind ?? (primary ? 'primary' : 'secondary');
  const [open] = actList(acts).flatMap((act) => (typeof act === 'object' && 'open' in act ? [act] : []));
  const href = open && openUrl(session, open);
  const text = session.api.text(label);
  const shared = { class: `btn ${look}`, part: `button ${look}` };
  if (!href) return h('button', { ...shared, type: 'button', onclick: () => session.run(acts, controls) }, text);
  const newTab = open.newTab !== false;
  return h(
    'a',
    {
      ...shared,
      href,
      target: newTab && '_blank',
      rel: newTab && 'noopener',
      onclick: () => session.run(acts, { ...controls, linked: true }),
    },
    text,
    newTab && h('span', { class: 'sr' }, ` (${t('newTab')})`),
  );
}

export const closeButton = ({ stage, api }: Pick<Around, 'stage' | 'api'>, onclick: () => void): HTMLElement =>
  stage.h('button', { class: 'x', part: 'close', type: 'button', 'aria-label': stage.t('close'), onclick }, icon(api.doc, CROSS));

/** What is in it, as it is read aloud. */
export const spoken = (element: Element): string => Array.from(element.querySelectorAll('h2,p,li'), (part) => part.textContent).join('. ');

/** What is inside a card, its name and description; `id` ties them together. */
export function fillCard(session: Around, dialog: HTMLElement, id: string, fields: CardFields, onClose?: () => void): void {
  const {
    api,
    stage: { h, t },
  } = session;
  const { buttons = [], progress, media } = fields;
  const title = api.text(fields.title);
  const body = api.text(fields.body);
  const main = h(
    'div',
    { class: 'main' },
    title && h('h2', { id: `${id}t`, part: 'title' }, title),
    body && h('div', { class: 'body', id: `${id}b`, part: 'body' }, markdown(h, body, api.doc.baseURI)),
  );
  fields.fill?.(main);
  const last = buttons.some((button) => button.kind === 'primary') ? -1 : buttons.length - 1;
  dialog.setAttribute('aria-labelledby', id + (title ? 't' : 'b'));
  dialog.setAttribute('aria-describedby', title && body && `${id}b`);
  const shownMedia = media && session.stage.parts.media?.(session, media);
  const close = onClose && closeButton(session, onClose);
  if (shownMedia) close?.classList.add('over');
  dialog.replaceChildren(
    ...([
      shownMedia,
      main,
      (buttons.length || progress) &&
        h(
          'div',
          { class: 'foot', part: 'footer' },
          progress &&
            h(
              'span',
              { class: 'steps', part: 'progress' },
              h('span', { 'aria-hidden': 'true', dir: 'ltr' }, `${progress.n} / ${progress.all}`),
              h('span', { class: 'sr' }, t('step', progress)),
            ),
          buttons.map((button, i) => buttonOf(session, button, fields.controls, i === last)),
        ),
      close,
    ].filter(Boolean) as HTMLElement[]),
  );
}
