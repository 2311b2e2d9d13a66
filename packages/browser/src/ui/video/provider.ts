/** Opens what stands behind a facade, after the click: a provider's player, or a frame that says nothing of itself. */
import { videoPolicy } from '@shirube/engine';
import { vimeoAddress, youtubeAddress } from './address';
import { createFrame, watchFrame } from './frame';
import type { First } from './index';
import type { Late } from './late';
import type { Medium, MediumOptions } from './medium';
import { sayIn } from './strings';

const SANDBOX = 'allow-scripts allow-same-origin allow-presentation allow-popups allow-forms';

export async function openProvider(first: First, late: Late): Promise<void> {
  const { api, video, stage } = first;
  const { fence, tell, source } = late;
  if (source.kind === 'file' || source.kind === 'hls' || source.kind === 'refused') return;
  /** Left, or consent taken back, while this was on its way. */
  const over = () => first.gone || api.consent('video') === 'denied';
  if (source.kind === 'frame') {
    if (over()) return;
    const el = createFrame(api.doc, source.src, first.title, SANDBOX);
    stage.replaceChildren(el);
    el.focus();
    return api.emit({ kind: 'video', video: video.id, confidence: 'none' });
  }
  const settings = api.config.videoSettings;
  const script = !!settings && typeof settings === 'object' && Reflect.get(settings, source.kind) === 'script';
  const adapter: (src: string, o: MediumOptions) => Medium =
    source.kind === 'youtube'
      ? script
        ? (await import('./youtube-script')).youtubeScript
        : (await import('./youtube')).youtube
      : script
        ? (await import('./vimeo-script')).vimeoScript
        : (await import('./vimeo')).vimeo;
  if (over()) return;
  let ready = false;
  const { el } = first.open(
    (o) => {
      const options: MediumOptions = {
        ...o,
        // A provider's own seek bar cannot be locked; who jumps ahead is taken back.
        feed(what, t, at, value) {
          if ((what !== 'time' && what !== 'playing') || fence.pass(t)) return o.feed(what, t, at, value);
          const back = fence.limit();
          tell(sayIn(api)('video.skip'));
          o.feed('seeking', back, at);
          o.feed('seeked', back, at);
          medium.seek(back);
        },
        ready: () => (ready = true),
        failed: (code) => (code === 'timeout' && ready ? undefined : o.failed(code)),
      };
      const medium = adapter(
        source.kind === 'youtube' ? youtubeAddress(source.id, options) : vimeoAddress(source.id, source.key, options),
        options,
      );
      return { ...medium, stop: watchFrame(medium, options, source.kind) };
    },
    first.startAt ?? source.start,
    videoPolicy(video),
  );
  stage.replaceChildren(el);
  el.focus();
}
