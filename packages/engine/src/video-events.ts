/**
 * What watching says on the wire: `Video Started`, `Video Progressed` (each quarter, each stop, and at least every minute of playing),
 * `Video Completed`; and for learning record stores one event per moment. `segments` holds what was played since the last event, so that
 * whoever adds them up has every second, in order, re-watching included.
 */
import type { Video } from './sections/video';
import type { VideoSignal } from './signals/video';
import type { VideoState } from './state';
import type { Properties } from './types';
import { formatPieces, parsePieces, played, progress } from './watched';
import { thresholdOf } from './policy';

const MINUTE = 60;
const seconds = (ms: number | undefined) => Math.round(ms ?? 0) / 1000;
const title = (act: string) => `Video ${act[0]?.toUpperCase()}${act.slice(1)}`;

/** Events that follow from one signal, in order. Empties the outbox of `after` when it was reported. */
export function videoEvents(
  before: VideoState | undefined,
  after: VideoState,
  s: VideoSignal,
  config: Video | undefined,
): [event: string, Properties][] {
  const out: [string, Properties][] = [];
  const common = (more: Properties): Properties => ({
    video: s.video,
    ...(after.d !== undefined && { duration: after.d }),
    ...(after.conf && { confidence: after.conf }),
    ...(after.ses && { session: after.ses }),
    ...more,
  });
  const detail = (event: string, more: Properties) => out.push([event, common({ time: s.time ?? s.pos ?? s.to ?? 0, ...more })]);
  const xapi = config?.report === 'xapi';
  const all = () => ({ threshold: thresholdOf(config), progress: progress(after.u, after.d), played: formatPieces(after.log ?? []) });

  if (xapi && s.act === 'initialized') detail('Video Initialized', { threshold: thresholdOf(config) });
  if (!before?.started) out.push(['Video Started', common({ position: s.from ?? s.pos ?? 0 })]);
  if (xapi && s.act && s.act !== 'initialized' && s.act !== 'terminated') {
    detail(
      title(s.act),
      s.act === 'paused' ? all() : s.act === 'seeked' ? { target: s.target } : s.act === 'interacted' ? { changed: s.changed } : {},
    );
  }
  const completed = !!after.completed && !before?.completed;
  const quarter = (after.q ?? 0) > (before?.q ?? 0) ? after.q : undefined;
  if (completed || (after.out?.length && (quarter || s.flush || played(after.out) >= MINUTE))) {
    out.push([
      completed ? 'Video Completed' : 'Video Progressed',
      common({
        progress: progress(after.u, after.d),
        ...(quarter && { quarter }),
        segments: formatPieces(after.out ?? []),
        wall: seconds(after.ow),
        visible: seconds(after.ov),
        position: after.pos ?? 0,
        ...(completed && {
          threshold: thresholdOf(config),
          total: seconds(after.w),
          ...(xapi && { time: s.time ?? s.to ?? 0, played: formatPieces(after.log ?? []) }),
        }),
      }),
    ]);
    delete after.out;
    delete after.ow;
    delete after.ov;
  }
  if (xapi && s.act === 'terminated') detail('Video Terminated', all());
  return out;
}

/** The pieces of a wire event as signals again, for a server that keeps its own state. The first carries the time that they took. */
export function videoSignals(properties: Properties): VideoSignal[] {
  const { video, duration, segments, position, wall, visible, confidence, claim } = properties;
  if (typeof video !== 'string') return [];
  const base: VideoSignal = { kind: 'video', video };
  // `Video Claimed`: from now on it plays there; other devices that ask will hear of it.
  if (typeof claim === 'string') base.session = claim;
  if (typeof duration === 'number') base.duration = duration;
  if (confidence === 'exact' || confidence === 'sampled' || confidence === 'none') base.confidence = confidence;
  const pieces = typeof segments === 'string' ? parsePieces(segments) : [];
  const out = pieces.length ? pieces.map(([from, to]): VideoSignal => ({ ...base, from, to })) : [base];
  if (typeof wall === 'number') Object.assign(out[0] ?? {}, { wall: wall * 1000 });
  if (typeof visible === 'number') Object.assign(out[0] ?? {}, { visible: visible * 1000 });
  if (typeof position === 'number') Object.assign(out[out.length - 1] ?? {}, { pos: position });
  return out;
}
