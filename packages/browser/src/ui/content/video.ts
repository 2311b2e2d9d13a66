/** A video in a window of its own: in the middle, or in a corner beside the work. Closing it after it was watched completes it. */
import { surface, type SurfaceSpec } from '../surface';
import { buttonsOf } from '../spec';
import { videoOf } from '../acts';
import { mountVideo } from '../video/index';
import type { ViewFactory } from '../view';

const css = `.backdrop{inset:0;background:var(--veil)}
.card.video{--width:920px;max-height:calc(100dvh - 24px)}
.card.video:has(.sv-words){--width:1180px}
.card.video.corner{--width:440px}
.card.video .main{padding:0;border-radius:var(--radius)}
.card.video h2{padding:14px 56px 12px 16px}
.card.video .body{padding:0 16px 12px;margin:0}
.card.video .sv-stage{max-height:calc(100dvh - 230px)}
.card.video.corner .sv-stage{max-height:46dvh}
@media(max-width:480px){.card.video,.card.video.corner{--width:calc(100vw - 16px)}}`;

export const view: ViewFactory<'video'> = (session) => {
  const { content, api, stage } = session;
  const video = videoOf(session, content.video);
  if (!video) {
    api.report(new Error(`SHIRUBE_VIDEO ${content.id}: there is no video "${content.video}" in videos[]. Check its id.`));
    session.end('failed', 'not_found');
    return { visible: () => false, destroy: () => undefined };
  }
  stage.css(css);
  const corner = content.position === 'corner';
  const host = stage.h('div');
  const watched = () => api.state().vid[video.id]?.completed !== undefined;
  const close = () => session.end(watched() ? 'completed' : 'dismissed');
  const spec: SurfaceSpec = {
    title: content.title ?? video.title,
    body: content.body,
    modal: !corner,
    where: corner ? 'corner' : 'centre',
    class: 'video',
    buttons: buttonsOf(session, content.buttons, []),
    // A button that opened something has done its work; what it opened should not be behind a window.
    controls: { acted: close },
    fill: (main) => main.append(host),
    onClose: close,
  };
  const shown = surface(session, spec);
  const player = mountVideo(api, host, {
    video,
    stage,
    ...(content.startAt !== undefined && { startAt: content.startAt }),
    run: (acts) => session.run(acts, { acted: corner ? () => undefined : close }),
  });
  return {
    visible: () => true,
    destroy() {
      // The window first: it gives the focus back only while it still is inside.
      shown.destroy();
      player.destroy();
    },
  };
};
