/** One card beside an element. */
import { anchored } from '../anchored';
import { cardSpec } from '../spec';
import type { ViewFactory } from '../view';

export const view: ViewFactory<'popover'> = (session) => {
  const { content } = session;
  const controls = { acted: () => session.end('completed', 'completed') };
  const shown = anchored(session, content.target, () => cardSpec(session, content, controls), { missing: 'end' });
  return { visible: () => shown.visible(), destroy: () => shown.destroy() };
};
