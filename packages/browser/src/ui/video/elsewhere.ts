/**
 * One place at a time: what begins to play last goes on, everything else under this policy stops. Other tabs hear of it at once; other
 * devices by the collector, which they ask while they play. Without a collector and a token for the person, devices do not know of each other.
 */
import { videoPolicy } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import type { Happening } from './tracker';

/** How often a device that plays asks, ms. */
const ASK = 15_000;
export type Where = 'tab' | 'device';
export interface Elsewhere {
  hear(what: Happening): void;
  stop(): void;
}

export function watchElsewhere(api: FaceApi, video: string, leave: (where: Where) => void): Elsewhere {
  const win = api.win as Window & typeof globalThis;
  const Channel = win.BroadcastChannel as typeof BroadcastChannel | undefined;
  const channel = Channel && new Channel('shirube-video');
  const fenced = (api.config.videos ?? []).filter((v) => videoPolicy(v).oneTab).map(({ id }) => id);
  const mine = new Set<string>();
  let playing = false;
  let timer: number | undefined;
  /** Who played last before this began, by video. */
  let before: (string | undefined)[] = [];

  const ask = async (): Promise<(string | undefined)[] | undefined> => {
    const state = await api.sync();
    return state && fenced.map((id) => state.vid[id]?.ses);
  };
  const end = () => {
    playing = false;
    win.clearInterval(timer);
  };
  const look = async () => {
    const now = await ask();
    if (playing && now?.some((claim, i) => claim !== undefined && claim !== before[i] && !mine.has(claim))) leave('device');
  };
  const begin = async () => {
    playing = true;
    channel?.postMessage(video);
    const claim = Array.from(win.crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join('');
    mine.add(claim);
    const known = await ask();
    api.track('Video Claimed', { video, claim });
    // Nobody to ask.
    if (!known || !playing) return;
    before = known;
    win.clearInterval(timer);
    timer = win.setInterval(() => void look(), ASK);
  };
  if (channel) channel.onmessage = () => playing && leave('tab');
  return {
    hear(what) {
      if (what === 'playing' && !playing) void begin().catch(api.report);
      else if (what === 'pause' || what === 'ended' || what === 'leave') end();
    },
    stop() {
      end();
      channel?.close();
    },
  };
}
