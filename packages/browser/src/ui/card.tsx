/** The card that most kinds are made of: media, title, text, buttons, progress. */
import type { Button, Content, Text } from '@shirube/engine';
import type { ComponentChildren, VNode } from 'preact';
import { actList, openUrl, videoOf } from './acts';
import { Icon } from './icons';
import { markdown, safeUrl } from './text/markdown';
import type { Controls, Session } from './view';

export type Media = NonNullable<Extract<Content, { kind: 'popover' }>['media']>;

export interface CardProps {
  session: Session;
  id: string;
  title?: Text | undefined;
  body?: Text | undefined;
  media?: Media | undefined;
  buttons?: readonly Button[] | undefined;
  controls: Controls;
  /** "2 / 5", for eyes and for ears. */
  progress?: { n: number; all: number } | undefined;
  onClose?: (() => void) | undefined;
  modal?: boolean;
  role?: 'dialog' | 'alertdialog' | 'region';
  class?: string;
  children?: ComponentChildren;
  onRef?: (element: HTMLElement | null) => void;
}

export function ButtonView({ session, button, controls, first }: { session: Session; button: Button; controls: Controls; first: boolean }): VNode {
  const acts = actList(button.do);
  const open = acts.find((act) => typeof act === 'object' && 'open' in act);
  const href = open && typeof open === 'object' && 'open' in open ? openUrl(session, open) : undefined;
  const kind = button.kind ?? (first ? 'primary' : 'secondary');
  const label = session.api.text(button.label);
  if (!href) return <button type="button" class={`btn ${kind}`} part={`button ${kind}`} onClick={() => session.run(button.do, controls)}>{label}</button>;
  const newTab = !(open && typeof open === 'object' && 'newTab' in open && open.newTab === false);
  return (
    <a class={`btn ${kind}`} part={`button ${kind}`} href={href} {...(newTab && { target: '_blank', rel: 'noopener' })} onClick={() => session.run(button.do, { ...controls, linked: true })}>
      {label}{newTab && <span class="sr">({session.stage.t('newTab')})</span>}
    </a>
  );
}

function MediaView({ session, media }: { session: Session; media: Media }): VNode | null {
  const { api, stage } = session;
  if (media.video) {
    const { video, startAt } = media;
    const poster = videoOf(session, video)?.poster;
    return (
      <button type="button" class="poster" part="media" aria-label={`${stage.t('play')}: ${api.text(videoOf(session, video)?.title)}`} onClick={() => session.run({ play: video, ...(startAt !== undefined && { at: startAt }) })}>
        {poster && <img class="media" src={safeUrl(poster, api.doc.baseURI)} alt="" />}
        <span class="playdot"><Icon name="play" size={26} /></span>
      </button>
    );
  }
  const src = media.image && safeUrl(media.image, api.doc.baseURI);
  return src ? <img class="media" part="media" src={src} alt={api.text(media.alt)} {...(media.width && { width: media.width })} {...(media.height && { height: media.height })} /> : null;
}

export function Card(props: CardProps): VNode {
  const { session, id, controls, progress, onClose, media } = props;
  const { api, stage } = session;
  const title = api.text(props.title);
  const body = api.text(props.body);
  const primary = props.buttons?.findIndex((button) => button.kind === 'primary') ?? -1;
  return (
    <div class={`surface card ${props.class ?? ''}`} part="card" role={props.role ?? 'dialog'} tabIndex={-1} ref={props.onRef ?? null}
      {...(props.modal && { 'aria-modal': 'true' })} {...(title ? { 'aria-labelledby': `${id}t` } : { 'aria-label': body.slice(0, 80) })} {...(body && title && { 'aria-describedby': `${id}b` })}>
      {media && <MediaView session={session} media={media} />}
      <div class="main">
        {title && <h2 id={`${id}t`} part="title">{title}</h2>}
        {body && <div class="body" id={`${id}b`} part="body">{markdown(body, api.doc.baseURI)}</div>}
        {props.children}
      </div>
      {(props.buttons?.length || progress) && (
        <div class="foot" part="footer">
          {progress && <span class="steps" part="progress"><span aria-hidden="true">{progress.n} / {progress.all}</span><span class="sr">{stage.t('step', progress)}</span></span>}
          {props.buttons?.map((button, i) => <ButtonView key={i} session={session} button={button} controls={controls} first={primary < 0 ? i === (props.buttons?.length ?? 0) - 1 : false} />)}
        </div>
      )}
      {onClose && <button type="button" class={`x${media ? ' over' : ''}`} part="close" aria-label={stage.t('close')} onClick={onClose}><Icon name="close" size={18} /></button>}
    </div>
  );
}
