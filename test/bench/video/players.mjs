/** One page per player: how it is set up as its own documentation says, where its play control is, and what it knows of what was watched. */
const watchFor = (selector) => `
  const find = (root) => { for (const el of root.querySelectorAll('*')) { if (el.matches(${JSON.stringify(selector)})) { const b = el.getBoundingClientRect(); if (b.width > 8 && b.height > 8 && el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return el; } const inner = el.shadowRoot && find(el.shadowRoot); if (inner) return inner; } };
  const look = () => { if (!find(document)) return requestAnimationFrame(look); window.foundAt = performance.now(); requestAnimationFrame(() => { window.controlAt = performance.now(); }); };
  requestAnimationFrame(look);
`;
const ranges = `const sum = (r) => { let s = 0; for (let i = 0; i < r.length; i++) s += r.end(i) - r.start(i); return s; };`;

export const players = {
  Shirube: {
    body: '<div id="seat"></div>',
    control: '.sv-row .sv-btn',
    entry: 'shirube.ts',
  },
  'Shirube, browser’s controls': {
    body: '<div id="seat" data-case="native"></div>',
    control: 'video[controls]',
    entry: 'shirube.ts',
  },
  'Shirube, in a provider’s place': {
    body: '<div id="seat" data-case="facade"></div>',
    control: '.sv-big',
    entry: 'shirube.ts',
    still: true,
  },
  Plyr: {
    body: '<video id="v" playsinline controls><source src="/clip.webm" type="video/webm"></video>',
    control: '.plyr__control[data-plyr="play"]',
    code: `import Plyr from 'plyr'; import 'plyr/dist/plyr.css'; ${watchFor('.plyr__control[data-plyr="play"]')}
      const player = new Plyr('#v', { iconUrl: '/plyr.svg', blankVideo: '' }); window.figures = () => ({ coverage: null, position: player.currentTime });`,
  },
  'media-chrome': {
    body: '<media-controller style="width:640px;height:360px"><video slot="media" id="v" src="/clip.webm" playsinline></video><media-control-bar><media-play-button></media-play-button><media-seek-backward-button></media-seek-backward-button><media-time-range></media-time-range><media-time-display showduration></media-time-display><media-mute-button></media-mute-button><media-volume-range></media-volume-range><media-captions-button></media-captions-button><media-playback-rate-button></media-playback-rate-button><media-pip-button></media-pip-button><media-fullscreen-button></media-fullscreen-button></media-control-bar></media-controller>',
    code: `import 'media-chrome'; ${watchFor('media-play-button')} window.figures = () => ({ coverage: null, position: document.querySelector('#v').currentTime });`,
  },
  Vidstack: {
    body: '<media-player title="clip" src="/clip.webm" style="width:640px;aspect-ratio:16/9" load="eager"><media-provider></media-provider><media-video-layout></media-video-layout></media-player>',
    code: `import 'vidstack/player/styles/default/theme.css'; import 'vidstack/player/styles/default/layouts/video.css'; import 'vidstack/player'; import 'vidstack/player/layouts/default'; import 'vidstack/player/ui'; ${watchFor('.vds-play-button,media-play-button')} ${ranges}
      window.figures = () => { const p = document.querySelector('media-player'); return { coverage: sum(p.state.played), position: p.state.currentTime }; };`,
  },
  'video.js': {
    body: '<video id="v" class="video-js" controls playsinline width="640" height="360"><source src="/clip.webm" type="video/webm"></video>',
    code: `import videojs from 'video.js'; import 'video.js/dist/video-js.css'; ${watchFor('.vjs-big-play-button,.vjs-play-control')} ${ranges}
      const player = videojs('v'); window.figures = () => ({ coverage: sum(player.played()), position: player.currentTime() });`,
  },
};
export { watchFor };
