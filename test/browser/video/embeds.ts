/** Stand-ins for the providers' players: they speak the same messages, and keep the truth about what was played. They prove our side only. */
import type { Frame, Page } from 'playwright-core';

const clockwork = `
  let at = 0, rate = 1, on = false, stamp = performance.now(), open = -1;
  const duration = 60, truth = [];
  const now = () => { if (on) { const t = performance.now(); at = Math.min(duration, at + (t - stamp) / 1000 * rate); stamp = t; } return at; };
  const close = () => { if (open >= 0 && now() > open) truth.push([open, at]); open = -1; };
  const start = () => { stamp = performance.now(); on = true; open = at; };
  const halt = () => { close(); on = false; };
  window.truth = () => { const list = [...truth]; if (open >= 0) list.push([open, now()]); return list; };
`;
const youtube = `<!doctype html><title>YouTube</title><button>▶</button><script>${clockwork}
  let to; const say = (event, info) => to && to.postMessage(JSON.stringify({ event, info, id: 1, channel: 'widget' }), '*');
  const state = (n) => { say('infoDelivery', { playerState: n, currentTime: now(), duration }); say('onStateChange', n); };
  setInterval(() => { if (on) { say('infoDelivery', { currentTime: now(), currentTimeLastUpdated_: Date.now() / 1000 }); if (at >= duration) { halt(); state(0); } } }, 250);
  window.person = {
    play() { if (!on) { state(3); start(); state(1); } }, pause() { if (on) { halt(); state(2); } },
    seek(t) { const was = on; halt(); at = t; state(3); if (was) { start(); state(1); } }, speed(r) { now(); rate = r; say('infoDelivery', { playbackRate: r }); },
  };
  addEventListener('message', ({ data, source }) => {
    const m = JSON.parse(data);
    if (m.event === 'listening' && !to) { to = source; say('initialDelivery', { duration, currentTime: 0, playerState: -1, playbackRate: 1 }); say('onReady', null);
      const q = new URLSearchParams(location.search); at = Number(q.get('start') || 0); if (q.get('autoplay')) person.play(); }
    if (m.event === 'command') ({ playVideo: person.play, pauseVideo: person.pause, seekTo: person.seek })[m.func]?.(...m.args);
  });
</script>`;
const vimeo = `<!doctype html><title>Vimeo</title><button>▶</button><script>${clockwork}
  const wanted = new Set(); const to = parent;
  const say = (event, more = {}) => (event === 'ready' || wanted.has(event)) && to.postMessage(JSON.stringify({ event, data: event === 'ready' ? undefined : { seconds: now(), percent: at / duration, duration, ...more } }), '*');
  setInterval(() => { if (on) { say('timeupdate'); if (at >= duration) { halt(); say('ended'); } } }, 250);
  window.person = {
    play() { if (!on) { say('bufferstart'); say('bufferend'); start(); say('play'); } }, pause() { if (on) { halt(); say('pause'); } },
    seek(t) { const was = on; halt(); at = t; if (was) start(); say('seeked'); }, speed(r) { now(); rate = r; say('playbackratechange', { playbackRate: r }); },
  };
  let greeted = false;
  addEventListener('message', ({ data }) => {
    const m = JSON.parse(data);
    if (m.method === 'ping' && !greeted) { greeted = true; say('ready'); }
    if (m.method === 'addEventListener') { wanted.add(m.value); if (m.value === 'play' && new URLSearchParams(location.search).get('autoplay')) setTimeout(person.play, 50); }
    if (m.method === 'setCurrentTime') person.seek(m.value);
    if (m.method === 'play') person.play();
    if (m.method === 'pause') person.pause();
  });
  window.refuse = (method, name) => say('error', { method, name, message: name });
</script>`;

/** The providers' own scripts, as far as the documented functions go: they load in two steps, take a frame, and speak with it. */
const youtubeScript = `(() => {
  const waiting = []; let loaded = false;
  window.YT = { loading: 1, ready(run) { if (loaded) run(); else waiting.push(run); } };
  const more = document.createElement('script'); more.src = 'https://www.youtube.com/s/player/1/www-widgetapi.js'; document.head.append(more);
  window.ytLoaded = () => { loaded = true; waiting.splice(0).forEach((run) => run()); };
})();`;
const youtubeWidget = `YT.Player = class {
  constructor(el, { events }) {
    if (!(el instanceof HTMLIFrameElement) || !new URL(el.src).searchParams.has('enablejsapi')) throw new Error('a frame with enablejsapi is expected');
    this.el = el; this.info = {}; const origin = new URL(el.src).origin;
    this.say = (message) => el.contentWindow?.postMessage(JSON.stringify({ ...message, id: 1, channel: 'widget' }), origin);
    const knock = setInterval(() => this.say({ event: 'listening' }), 100);
    this.hear = ({ source, origin: from, data }) => {
      if (source !== el.contentWindow || from !== origin) return;
      clearInterval(knock);
      const { event, info } = JSON.parse(data);
      if (event === 'initialDelivery' || event === 'infoDelivery') { const rate = this.info.playbackRate; Object.assign(this.info, info, { stamp: performance.now() }); if (info.playbackRate && rate && rate !== info.playbackRate) events.onPlaybackRateChange?.({ target: this, data: info.playbackRate }); }
      else events[event]?.({ target: this, data: info });
    };
    addEventListener('message', this.hear);
  }
  getCurrentTime() { return this.info.currentTime ?? 0; } getDuration() { return this.info.duration ?? 0; }
  playVideo() { this.say({ event: 'command', func: 'playVideo', args: [] }); } pauseVideo() { this.say({ event: 'command', func: 'pauseVideo', args: [] }); }
  seekTo(s, ahead) { this.say({ event: 'command', func: 'seekTo', args: [s, ahead] }); }
  destroy() { removeEventListener('message', this.hear); this.el.remove(); }
}; ytLoaded();`;
const vimeoScript = `window.Vimeo = { Player: class {
  constructor(el) {
    if (!(el instanceof HTMLIFrameElement)) throw new Error('a frame is expected');
    this.el = el; this.on_ = {}; const origin = new URL(el.src).origin;
    this.say = (message) => el.contentWindow?.postMessage(message, origin);
    this.ready_ = new Promise((resolve) => { this.go = resolve; });
    this.hear = ({ source, origin: from, data }) => {
      if (source !== el.contentWindow || from !== origin) return;
      const said = JSON.parse(data);
      if (said.event === 'ready') this.go(); else (this.on_[said.event] ?? []).forEach((run) => run(said.data));
    };
    addEventListener('message', this.hear);
    const knock = setInterval(() => this.say(JSON.stringify({ method: 'ping' })), 100); this.ready_.then(() => clearInterval(knock));
  }
  ready() { return this.ready_; }
  async call(method, value) { await this.ready_; this.say(JSON.stringify({ method, value })); }
  on(event, run) { (this.on_[event] ??= []).push(run); void this.call('addEventListener', event); }
  play() { return this.call('play'); } pause() { return this.call('pause'); } setCurrentTime(s) { return this.call('setCurrentTime', s); }
  async destroy() { removeEventListener('message', this.hear); this.el.remove(); }
} };`;
const scripts: Record<string, string> = {
  'https://www.youtube.com/iframe_api': youtubeScript,
  'https://www.youtube.com/s/player/1/www-widgetapi.js': youtubeWidget,
  'https://player.vimeo.com/api/player.js': vimeoScript,
};

export interface Embeds {
  asked: { url: string; referer: string | undefined }[];
}

/** Answers for the providers' hosts; everything else that leaves the site is noted, too. */
export async function serveEmbeds(page: Page): Promise<Embeds> {
  const asked: Embeds['asked'] = [];
  await page.route(/^https:\/\//, async (route) => {
    const url = route.request().url();
    asked.push({ url, referer: (await route.request().allHeaders()).referer });
    const code = scripts[url];
    if (code !== undefined) return void (await route.fulfill({ contentType: 'text/javascript', body: code }));
    const body = url.startsWith('https://www.youtube-nocookie.com/embed/')
      ? youtube
      : url.startsWith('https://player.vimeo.com/video/')
        ? vimeo
        : '<!doctype html><title>Elsewhere</title><p>Elsewhere</p>';
    await route.fulfill({ contentType: 'text/html', body });
  });
  return { asked };
}

export async function providerFrame(page: Page, host: string): Promise<Frame> {
  for (let i = 0; i < 100; i++) {
    const frame = page.frames().find((f) => f !== page.mainFrame() && f.url().includes(host));
    if (frame) {
      await frame.waitForFunction(() => 'person' in window);
      return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`no frame of ${host} appeared`);
}
