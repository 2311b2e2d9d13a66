/** News. With a badge it waits in the hub; as a popup it also shows itself in the corner. */
import { cardSpec } from '../spec';
import { surface } from '../surface';
import type { ViewFactory } from '../view';

export const view: ViewFactory<'announcement'> = (session) => {
  const { content } = session;
  // The hub lists it and says when it was read.
  if (content.show !== 'popup') return { visible: () => false, destroy() {} };
  const shown = surface(session, { ...cardSpec(session, content), role: 'region', where: 'corner', class: 'announcement' });
  return { visible: () => true, destroy: () => shown.destroy() };
};
