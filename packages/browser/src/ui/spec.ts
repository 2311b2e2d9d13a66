/** What a single card looks like when its content says nothing else: one button that closes it, and the built-in words. */
import type { Act, Button } from '@shirube/engine';
import type { CardFields } from './card';
import type { Placement } from './side';
import type { SurfaceSpec } from './surface';
import type { Controls, Session } from './view';

/** Of content; its own `target` is a description, for which whoever shows the card puts the element. */
type Fields = Pick<CardFields, 'title' | 'body' | 'media' | 'buttons'> & {
  placement?: Placement | undefined;
  spotlight?: boolean | undefined;
  clickThrough?: boolean | undefined;
};

/** A button with a built-in word. */
export const word = (session: Session, key: Parameters<Session['stage']['t']>[0], act: Act, kind: Button['kind']): Button => ({
  label: session.stage.t(key),
  do: act,
  kind,
});

/** The content's own buttons; "don't show again" comes first when the content offers it. */
export function buttonsOf(session: Session, own: readonly Button[] | undefined, fallback: readonly Button[]): readonly Button[] {
  const buttons = own ?? fallback;
  return session.content.remember ? [word(session, 'never', 'never', 'link'), ...buttons] : buttons;
}

/** `acted`: the default end of a card whose button did something but said nothing about the card. */
export const cardSpec = (session: Session, card: Fields, controls: Controls = { acted: () => session.end('completed') }): SurfaceSpec => ({
  ...card,
  controls,
  buttons: buttonsOf(session, card.buttons, [word(session, 'ok', 'complete', 'primary')]),
  onClose: () => session.end('dismissed'),
});
