/** What a viewer changes while watching, in the words of the xAPI Video Profile. Loaded only where learning records are kept. */
export type Changes = Record<string, string | number | boolean>;

export function reportChanges(video: HTMLVideoElement, screen: HTMLElement, tell: (changed: Changes) => void): void {
  const doc = video.ownerDocument;
  const win = doc.defaultView;
  video.addEventListener('volumechange', () => tell({ volume: video.muted ? 0 : Math.round(video.volume * 1000) / 1000 }));
  video.addEventListener('ratechange', () => tell({ speed: `${video.playbackRate}x` }));
  video.textTracks.addEventListener('change', () => {
    const shown = Array.from(video.textTracks).find((track) => track.kind === 'captions' && track.mode === 'showing');
    tell({ 'cc-subtitle-enabled': !!shown, 'cc-subtitle-lang': shown?.language ?? '' });
  });
  for (const target of [screen, video]) {
    target.addEventListener('fullscreenchange', () =>
      tell({
        'full-screen': !!(video.getRootNode() as ShadowRoot | Document).fullscreenElement,
        'screen-size': `${win?.screen.width ?? 0}x${win?.screen.height ?? 0}`,
        'video-playback-size': `${video.clientWidth}x${video.clientHeight}`,
      }),
    );
  }
}
