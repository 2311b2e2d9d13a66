/** What a single card looks like when its content says nothing else: one button that closes it, and the built-in words. */
import type { Act, Button, Content, Text } from '@shirube/engine';
import type { Media } from './card';
import type { Placement } from './side';
import type { SurfaceSpec } from './surface';
import type { Controls, Session } from './view';

export interface CardFields {
  title?: Text | undefined;
  body?: Text | undefined;
  media?: Media | undefined;
  buttons?: readonly Button[] | undefined;
  placement?: Placement | undefined;
  spotlight?: boolean | undefined;
  clickThrough?: boolean | undefined;
}

/** A button with a built-in word. */
export const word = (session: Session, key: Parameters<Session['stage']['t']>[0], act: Act, kind?: Button['kind']): Button => ({ label: session.stage.t(key), do: act, ...(kind && { kind }) });

/** The content's own buttons; "don't show again" comes first when the content offers it. */
export function buttonsOf(session: Session<Content>, own: readonly Button[] | undefined, fallback: readonly Button[]): readonly Button[] {
  const buttons = own ?? fallback;
  return session.content.remember ? [word(session, 'never', 'never', 'link'), ...buttons] : buttons;
}

export function cardSpec(session: Session<Content>, card: CardFields, controls: Controls): SurfaceSpec {
  return {
    title: card.title, body: card.body, media: card.media, placement: card.placement, spotlight: card.spotlight, clickThrough: card.clickThrough, controls,
    buttons: buttonsOf(session, card.buttons, [word(session, 'ok', 'complete', 'primary')]),
    onClose: () => session.end('dismissed', 'dismissed'),
  };
}
