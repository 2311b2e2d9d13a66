/** Puts a card on the stage: rendered, placed, focused or announced, and taken away again. What all the card kinds share. */
import { render, type ComponentChildren, type VNode } from 'preact';
import type { Button, Text } from '@shirube/engine';
import { Card, type Media } from './card';
import { holdFocus, trap } from './focus';
import { place, type Placed } from './place';
import type { Placement } from './side';
import { placeCss } from './place.css';
import { reveal } from './target/visible';
import type { Controls, Session } from './view';

export interface SurfaceSpec {
  title?: Text | undefined;
  body?: Text | undefined;
  media?: Media | undefined;
  buttons?: readonly Button[] | undefined;
  controls: Controls;
  progress?: { n: number; all: number } | undefined;
  /** Beside this element; else `where`. */
  target?: Element | undefined;
  placement?: Placement | undefined;
  where?: 'centre' | 'corner' | undefined;
  class?: string;
  spotlight?: boolean | undefined;
  clickThrough?: boolean | undefined;
  modal?: boolean;
  /** dialogs take the focus, regions are announced and left alone. */
  role?: 'dialog' | 'region';
  onClose?: (() => void) | undefined;
  children?: ComponentChildren;
}
export interface Surface {
  card: HTMLElement;
  /** Renders again with other content, in place. */
  update(spec: SurfaceSpec): void;
  to(target: Element): void;
  off(off: boolean): void;
  destroy(): void;
}

const FADE_MS = 140;

export function surface(session: Session, spec: SurfaceSpec, slot?: HTMLElement): Surface {
  const { stage, content, api } = session;
  const { doc } = api;
  stage.css(placeCss);
  const box = slot ?? stage.slot(content.theme);
  const id = stage.uid();
  const focus = holdFocus(stage);
  const ways = content.dismissOn ?? ['escape', 'button'];
  let current = spec;
  let card: HTMLElement | undefined;
  let frame: HTMLElement | undefined;
  let arrow: HTMLElement | undefined;
  let veil: HTMLElement | undefined;
  let placed: Placed | undefined;
  let target = spec.target;

  const close = () => current.onClose?.();
  const tree = (): VNode => {
    const { target: anchor, where = 'centre', modal, role = 'dialog' } = current;
    return (
      <>
        {modal && <div class="surface backdrop" part="backdrop" ref={(e) => void (veil = e ?? undefined)} />}
        {anchor && <div class={`surface frame${current.spotlight ? ' veil' : ''}${current.clickThrough === false ? ' shield' : ''}`} part="spotlight" aria-hidden="true" ref={(e) => void (frame = e ?? undefined)} />}
        <Card session={session} id={id} title={current.title} body={current.body} media={current.media} buttons={current.buttons} controls={current.controls} progress={current.progress}
          onClose={ways.includes('button') && current.onClose ? close : undefined} role={role} {...(modal && { modal })} class={`${anchor ? '' : where} ${current.class ?? ''}`} onRef={(e) => void (card = e ?? undefined)}>
          {current.children}
        </Card>
        {anchor && <div class="surface arrow" part="arrow" aria-hidden="true" ref={(e) => void (arrow = e ?? undefined)} />}
      </>
    );
  };
  render(tree(), box);
  const element = card as unknown as HTMLElement;

  if (target) {
    reveal(target, stage.root.host);
    placed = place(stage, { card: element, arrow, frame }, target, spec.placement);
  } else {
    if (veil) stage.open(veil);
    stage.open(element);
  }
  if (stage.motion()) for (const part of [element, frame, arrow, veil]) part?.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: FADE_MS, easing: 'ease-out' });
  const untrap = spec.modal ? trap(element) : undefined;
  const entered = (spec.role ?? 'dialog') === 'dialog' && focus.enter(element);
  if (!entered) stage.announce([api.text(spec.title), api.text(spec.body)].filter(Boolean).join('. '));
  session.seen(element);

  const onKey = (event: KeyboardEvent) => {
    // Escape also ends the conversion of Japanese input; that one is not for us.
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || element.hasAttribute('data-off') || !ways.includes('escape')) return;
    if (event.currentTarget === doc && (spec.role === 'region' || doc.querySelector('dialog:modal')?.contains(stage.root.host) === false)) return;
    event.preventDefault();
    close();
  };
  const onPointer = (event: Event) => {
    if (!event.composedPath().includes(stage.root.host)) close();
  };
  element.addEventListener('keydown', onKey);
  doc.addEventListener('keydown', onKey);
  if (ways.includes('outside')) doc.addEventListener('pointerdown', onPointer, true);

  return {
    card: element,
    update(next) {
      current = { ...next, target };
      render(tree(), box);
    },
    to(next) {
      target = current.target = next;
      placed?.to(next);
    },
    off(off) {
      placed?.off(off);
    },
    destroy() {
      untrap?.();
      doc.removeEventListener('keydown', onKey);
      doc.removeEventListener('pointerdown', onPointer, true);
      placed?.stop();
      const gaveBack = element.contains(stage.root.activeElement);
      if (!placed) for (const part of [element, veil]) if (part) stage.close(part);
      render(null, box);
      if (!slot) stage.drop(box);
      if (gaveBack) focus.leave(target);
    },
  };
}
