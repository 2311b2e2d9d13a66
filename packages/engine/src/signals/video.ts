import { z } from 'zod';
import { thresholdOf } from '../policy';
import { videoEvents } from '../video-events';
import { append, complete, coverage, merge } from '../watched';
import type { SignalRuntime } from '../signals';

/** How far the figures of a source can be trusted: own file; provider that reports its position; a frame that says nothing. */
const confidences = ['exact', 'sampled', 'none'] as const;
const videoActs = ['initialized', 'played', 'paused', 'seeked', 'interacted', 'terminated'] as const;
const KEEP = 100;

/**
 * A piece of a video was really played: [from, to] in media seconds. `wall` and `visible` in milliseconds are the time that it took.
 * `pos` is where to resume. `uncounted`: played, but the video's policy does not count it as watched.
 * `flush`: the viewer stopped or left, so what is known goes on the wire. `act` with `time` (s), `target` (s) and `changed` describe the
 * moment for a learning record store.
 */
export const videoSignalSchema = () =>
  z.strictObject({
    kind: z.literal('video'),
    video: z.string(),
    from: z.number().nonnegative().optional(),
    to: z.number().nonnegative().optional(),
    duration: z.number().nonnegative().optional(),
    wall: z.number().nonnegative().optional(),
    visible: z.number().nonnegative().optional(),
    pos: z.number().nonnegative().optional(),
    uncounted: z.boolean().optional(),
    confidence: z.enum(confidences).optional(),
    session: z.string().optional(),
    flush: z.boolean().optional(),
    act: z.enum(videoActs).optional(),
    time: z.number().nonnegative().optional(),
    target: z.number().nonnegative().optional(),
    changed: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  });
export type VideoSignal = z.infer<ReturnType<typeof videoSignalSchema>>;

export const video: SignalRuntime<VideoSignal> = {
  needs: ['video'],
  activity: true,
  absorb(state, s, touch, program, emit) {
    const before = state.vid[s.video];
    const config = program.config.videos?.find((v) => v.id === s.video);
    const record = { u: [], ...before };
    record.started ??= state.now;
    if (s.duration && Number.isFinite(s.duration)) record.d = s.duration;
    if (s.confidence) record.conf = s.confidence;
    if (s.session) record.ses = s.session;
    if (s.from !== undefined && s.to !== undefined && s.to > s.from) {
      record.m = (record.m ?? 0) + s.to - s.from;
      if (!s.uncounted) {
        record.u = merge([...record.u, [s.from, s.to]]);
        if (program.faces) record.out = append(record.out ?? [], [s.from, s.to]);
        // In order of time, for learning records; the oldest are folded together so that the state stays small.
        if (config?.report === 'xapi') {
          const log = append(record.log ?? [], [s.from, s.to]);
          record.log = log.length > KEEP ? [...merge(log.slice(0, KEEP / 2)), ...log.slice(KEEP / 2)].slice(-2 * KEEP) : log;
        }
      }
    }
    if (s.wall) record.w = (record.w ?? 0) + s.wall;
    if (s.visible) record.wv = (record.wv ?? 0) + s.visible;
    if (program.faces) {
      if (s.wall) record.ow = (record.ow ?? 0) + s.wall;
      if (s.visible) record.ov = (record.ov ?? 0) + s.visible;
    }
    const pos = s.pos ?? s.to;
    if (pos !== undefined) record.pos = pos;
    if (complete(record.u, record.d, thresholdOf(config))) record.completed ??= state.now;
    const quarter = Math.min(75, Math.floor(4 * (coverage(record.u, record.d) ?? 0) + 1e-9) * 25);
    if (quarter > (record.q ?? 0)) record.q = quarter;
    state.vid[s.video] = record;
    // A server learned of this from the very events that would be told again.
    if (program.faces)
      for (const [event, properties] of videoEvents(before, record, s, config))
        emit({ id: `${s.id}:${event}`, at: state.now, kind: 'track', event, properties });
    touch(`v:${s.video}`);
  },
};
