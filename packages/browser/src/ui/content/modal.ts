/** A dialog in the middle; the only kind that holds the focus and darkens the page by itself. */
import { hold } from '../hold';
import { cardSpec } from '../spec';
import { surface } from '../surface';
import type { ViewFactory } from '../view';

const css = `.backdrop{inset:0;background:var(--veil)}
.card.size-s{--width:320px}.card.size-m{--width:460px}.card.size-l{--width:640px}
.card.modal .main{padding-top:calc(var(--space)*3)}
.card.modal .x{margin-block-start:11px;margin-inline-end:4px}
.card.modal h2{font-size:calc(var(--size) + 5px)}`;

export const view: ViewFactory<'modal'> = (session) => {
  const { content } = session;
  session.stage.css(css);
  const shown = surface(session, {
    ...cardSpec(session, content),
    modal: true,
    hold,
    where: 'centre',
    class: `modal size-${content.size ?? 'm'}`,
  });
  return { visible: () => true, destroy: () => shown.destroy() };
};
