import { z } from 'zod';
import { coverage, merge } from '../watched';
import type { SignalRuntime } from '../signals';

/**
 * A piece of a video was really played: [from, to] in media seconds. `wall` and `visible` in milliseconds are the time that it took.
 * `pos` is where to resume.
 */
export const videoSignalSchema = () => z.strictObject({
  kind: z.literal('video'), video: z.string(), from: z.number().nonnegative().optional(), to: z.number().nonnegative().optional(),
  duration: z.number().nonnegative().optional(), wall: z.number().nonnegative().optional(), visible: z.number().nonnegative().optional(), pos: z.number().nonnegative().optional(),
});
export type VideoSignal = z.infer<ReturnType<typeof videoSignalSchema>>;

export const video: SignalRuntime<VideoSignal> = {
  activity: true,
  absorb(state, s, touch, program) {
    const record = (state.vid[s.video] ??= { u: [] });
    record.started ??= state.now;
    if (s.duration && Number.isFinite(s.duration)) record.d = s.duration;
    if (s.from !== undefined && s.to !== undefined && s.to > s.from) {
      record.u = merge([...record.u, [s.from, s.to]]);
      record.m = (record.m ?? 0) + s.to - s.from;
    }
    if (s.wall) record.w = (record.w ?? 0) + s.wall;
    if (s.visible) record.wv = (record.wv ?? 0) + s.visible;
    const pos = s.pos ?? s.to;
    if (pos !== undefined) record.pos = pos;
    program.videoProgress(state, s.video, coverage(record.u, record.d));
    touch(`v:${s.video}`);
  },
};
