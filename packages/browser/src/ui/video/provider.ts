/** Opens what stands behind a facade, after the click: a provider's player, or a frame that says nothing of itself. */
import type { FaceApi } from '../../host/ports';
import { vimeoAddress, youtubeAddress } from './address';
import { createFrame, watchFrame } from './frame';
import type { Medium, MediumOptions } from './medium';
import type { Source } from './source';

export type Foreign = Exclude<Source, { kind: 'file' | 'hls' | 'refused' }>;
export interface Opened { el: HTMLElement; medium?: Medium; stop(): void }

const SANDBOX = 'allow-scripts allow-same-origin allow-presentation allow-popups allow-forms';

export async function openProvider(api: FaceApi, source: Foreign, o: MediumOptions): Promise<Opened> {
  if (source.kind === 'frame') return { el: createFrame(o.doc, source.src, o.title, SANDBOX), stop: () => undefined };
  const settings = api.config.videoSettings;
  const script = !!settings && typeof settings === 'object' && Reflect.get(settings, source.kind) === 'script';
  const tube = source.kind === 'youtube';
  const src = tube ? youtubeAddress(source.id, o) : vimeoAddress(source.id, source.key, o);
  const medium = tube
    ? script ? (await import('./youtube-script')).youtubeScript(src, o) : (await import('./youtube')).youtube(src, o)
    : script ? (await import('./vimeo-script')).vimeoScript(src, o) : (await import('./vimeo')).vimeo(src, o);
  return { el: medium.el, medium, stop: watchFrame(medium, o, source.kind) };
}
