/** Turns what the tracker found into signals, and keeps the viewing session: one per stretch from the first play to the leaving. */
import type { Video } from '@shirube/engine';
import type { FaceApi } from '../../host/ports';
import type { Confidence } from './source';
import type { Played } from './tracker';

/** A version 4 UUID, as the xAPI Video Profile wants it for sessions. `randomUUID` exists on secure pages only. */
function session(win: Window): string {
  const bytes = win.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
  return Array.from(bytes, (b, i) => (/^(4|6|8|10)$/.test(String(i)) ? '-' : '') + (b + 256).toString(16).slice(1)).join('');
}

export function createReport(api: FaceApi, video: Video, confidence: Confidence): (played: Played) => void {
  const xapi = video.report === 'xapi';
  let id: string | undefined;
  const emit = (played: Played) => api.emit({ kind: 'video', video: video.id, confidence, ...(id && { session: id }), ...played });
  return (played) => {
    const { act } = played;
    if (!id) {
      id = session(api.win);
      if (xapi)
        emit({
          act: 'initialized',
          time: played.time ?? 0,
          pos: played.pos,
          ...(played.duration !== undefined && { duration: played.duration }),
        });
    }
    // Without a learning record store a moment alone says nothing new, except that somebody began, stopped or left.
    if (xapi || played.to !== undefined || played.flush || act === 'played') emit(played);
    // Nothing of ours should interrupt a person who watches.
    if (act === 'played' || act === 'paused') api.emit({ kind: 'quiet', facts: { media: act === 'played' } });
    if (act === 'terminated') id = undefined;
  };
}
