/** A dialog in the middle; the only kind that holds the focus and darkens the page by itself. */
import { tabStops } from '../focus';
import { cardSpec } from '../spec';
import { surface } from '../surface';
import type { ViewFactory } from '../view';

/** Keeps Tab inside. */
const hold = (card: HTMLElement) => {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Tab') return;
    const stops = tabStops(card);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const active = (card.getRootNode() as ShadowRoot).activeElement;
    if (event.shiftKey ? active !== first && active !== card : active !== last) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  };
  card.addEventListener('keydown', onKey);
  return () => card.removeEventListener('keydown', onKey);
};

const css = `.backdrop{inset:0;background:var(--veil)}
.card.size-s{--width:320px}.card.size-m{--width:460px}.card.size-l{--width:640px}
.card.modal .main{padding-top:calc(var(--space)*3)}
.card.modal h2{font-size:calc(var(--size) + 5px)}`;

export const view: ViewFactory<'modal'> = (session) => {
  const { content } = session;
  session.stage.css(css);
  const shown = surface(session, { ...cardSpec(session, content), modal: true, hold, where: 'centre', class: `modal size-${content.size ?? 'm'}` });
  return { visible: () => true, destroy: () => shown.destroy() };
};
