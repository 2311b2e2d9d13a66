/** Puts a card on the stage: built, placed, focused or announced, and taken away again. What all the card kinds share. */
import { bridge } from './bridge';
import { fillCard, spoken, type CardFields } from './card';
import { converts, holdFocus } from './focus';
import { place, sightOf, type Placed } from './place';
import { placeCss } from './place.css';
import type { Placement } from './side';
import { reveal } from './target/visible';
import type { Around } from './view';

export interface SurfaceSpec extends CardFields {
  /** Beside this element; else `where`. */
  target?: Element | undefined;
  placement?: Placement | undefined;
  where?: 'centre' | 'corner' | undefined;
  spotlight?: boolean | undefined;
  clickThrough?: boolean | undefined;
  onClose?: (() => void) | undefined;
  /** Built and laid out, but neither seen nor heard. */
  rehearsal?: boolean;
  /** Keeps the focus inside; returns what undoes it. */
  hold?(dialog: HTMLElement): () => void;
}
export interface Surface {
  card: HTMLElement;
  /** Fills the card anew, in place. */
  update(spec: SurfaceSpec): void;
  to(target: Element): void;
  off(off: boolean): void;
  destroy(): void;
}

export function surface(session: Around, spec: SurfaceSpec): Surface {
  const { stage, content, api } = session;
  const { doc } = api;
  const { h, root } = stage;
  stage.css(placeCss);
  const id = stage.uid();
  const focus = holdFocus(stage);
  const ways = content.dismissOn ?? ['escape', 'button'];
  const { modal, rehearsal, role = 'dialog' } = spec;
  let { target } = spec;
  let { onClose } = spec;
  const close = () => onClose?.();
  const part = (name: string, word = name) => h('div', { class: `surface ${name}`, part: word, 'aria-hidden': 'true' });

  // Not the card itself takes the focus: what is anchored is laid out anew whenever its own focus changes.
  const dialog = h('div', { class: 'dialog', role: !rehearsal && role, tabindex: -1, 'aria-modal': modal && 'true' });
  // What is anchored does not fade in: it would be laid out anew in each frame of it.
  const card = h(
    'div',
    { class: `surface card ${target ? '' : `${spec.where ?? 'centre'} in`} ${spec.class ?? ''}`, part: 'card' },
    dialog,
  );
  const fill = (next: SurfaceSpec) => fillCard(session, dialog, id, next, ways.includes('button') && next.onClose ? close : undefined);
  fill(spec);
  const veil = target && spec.spotlight;
  // The veil is by far the dearest of all to draw: it comes with the second frame, except where one was a moment ago.
  const frame =
    target && part(`frame ${veil ? (stage.veiled ? 'veil' : '') : 'plain'}${spec.clickThrough === false ? ' shield' : ''}`, 'spotlight');
  const arrow = target && part('arrow');
  const parts = [modal ? part('backdrop in', 'backdrop') : frame, card, arrow].filter((one) => !!one);
  // The page is read before anything is put into it: what is read afterwards costs a layout.
  if (target && !rehearsal) reveal(target, root.host);
  const at = target && sightOf(target, api.win);
  const slot = stage.slot(content.theme);
  slot.append(...parts);

  let gone = false;
  /** Right after it was painted: moving the focus costs a style pass. */
  const ready = () =>
    stage.painted(() => {
      if (gone) return;
      if (!rehearsal && (role === 'region' || !focus.enter(dialog))) stage.announce(spoken(dialog));
      // What scrolls is reached by keys, in every browser. The focus has laid it out.
      const main = dialog.querySelector<HTMLElement>('.main');
      if (main && main.scrollHeight > main.clientHeight) main.tabIndex = 0;
      // After the focus, which would look at what has changed.
      if (veil) {
        stage.veiled = true;
        frame?.classList.add('veil');
      }
    });
  let placed: Placed | undefined;
  if (target && at) placed = place(stage, { card, arrow, frame }, target, at, { placement: spec.placement, ready });
  else {
    stage.open(parts);
    ready();
  }
  const release = spec.hold?.(dialog);
  session.seen(card);

  const onKey = (event: KeyboardEvent) => {
    // Escape also ends the conversion of Japanese input; that one is not for us.
    if (converts(event) || event.defaultPrevented || card.hasAttribute('data-off')) return;
    if (event.key === 'Tab' && target) bridge(event, doc, dialog, target);
    if (event.key !== 'Escape' || !ways.includes('escape')) return;
    // In a dialog or a popover of the page it is about that.
    const theirs = () => (event.target as Element).closest?.('dialog,[popover]')?.contains(root.host) === false;
    if (event.currentTarget === doc && (role === 'region' || theirs())) return;
    event.preventDefault();
    close();
  };
  const onPointer = (event: Event) => {
    if (!event.composedPath().includes(root.host)) close();
  };
  if (!rehearsal) for (const one of [card, doc]) one.addEventListener('keydown', onKey as EventListener);
  if (ways.includes('outside')) doc.addEventListener('pointerdown', onPointer, true);

  return {
    card,
    update(next) {
      const inside = card.contains(root.activeElement);
      ({ onClose } = next);
      fill(next);
      if (inside) dialog.focus({ preventScroll: true });
    },
    to(next) {
      target = next;
      placed?.to(next);
    },
    off: (off) => placed?.off(off),
    destroy() {
      gone = true;
      if (veil) stage.painted(() => (stage.veiled = false));
      release?.();
      doc.removeEventListener('keydown', onKey);
      doc.removeEventListener('pointerdown', onPointer, true);
      placed?.stop();
      const inside = card.contains(root.activeElement);
      for (const one of parts) stage.close(one);
      stage.drop(slot);
      if (inside) focus.leave(target);
    },
  };
}
