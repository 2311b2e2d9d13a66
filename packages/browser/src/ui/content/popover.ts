/** One card beside an element. */
import { anchored } from '../anchored';
import { cardSpec } from '../spec';
import type { ViewFactory } from '../view';

export const view: ViewFactory<'popover'> = (session) =>
  anchored(session, session.content.target, () => cardSpec(session, session.content), { missing: 'end' });
