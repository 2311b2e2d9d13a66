/** HLS where the browser cannot play it: by hls.js from an address of the app's own choice. It is not part of this script: 100 kB. */
import type { FaceApi } from '../../host/ports';

interface Hls {
  loadSource(src: string): void;
  attachMedia(video: HTMLVideoElement): void;
  destroy(): void;
  on(event: string, run: (event: string, data: { fatal?: boolean; details?: string }) => void): void;
}
type HlsModule = { default: { new (options: { enableWorker: boolean }): Hls; isSupported(): boolean } };

/** `orElse`: it cannot be played like this; true when there is another file. `signal`: the video is taken away. */
export async function attachHls(
  api: FaceApi,
  video: HTMLVideoElement,
  src: string,
  orElse: (code: string) => true | void,
  signal: AbortSignal,
): Promise<void> {
  const settings = api.config.videoSettings;
  const at: unknown = settings && typeof settings === 'object' ? Reflect.get(settings, 'hls') : undefined;
  if (typeof at !== 'string') {
    if (!orElse('hls'))
      api.report(
        new Error(
          'This browser cannot play HLS by itself, and videoSettings.hls is not set. Put hls.light.mjs on your server and set videoSettings.hls to its address, or add an mp4 source.',
        ),
      );
    return;
  }
  const { default: Player } = (await import(/* @vite-ignore */ new URL(at, api.doc.baseURI).href)) as HlsModule;
  if (signal.aborted) return;
  if (!Player.isSupported()) return void orElse('hls');
  // Its worker is a blob:, which a policy would have to allow for workers, too.
  const player = new Player({ enableWorker: false });
  player.on('hlsError', (_, { fatal, details }) => {
    if (!fatal) return;
    player.destroy();
    orElse(details ?? 'hls');
  });
  player.loadSource(src);
  player.attachMedia(video);
  signal.addEventListener('abort', () => player.destroy());
}
