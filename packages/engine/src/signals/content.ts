import { z } from 'zod';
import { interrupts } from '../content';
import type { SignalRuntime } from '../signals';

export const phases = [
  'opening',
  'shown',
  'step',
  'completed',
  'dismissed',
  'snoozed',
  'never',
  'failed',
  'closed',
  'clicked',
  'helped',
  'requested',
  'suppressed',
] as const;
/**
 * What became of something that was to be shown. "opening": this tab has taken it. "shown": painted and in the viewport for 1 s. "failed": it could not be shown
 * (target missing); it stays wanted. "closed": ended without a verdict of the person (`reason` says why).
 * "requested": the app or other content asked for it by name. "suppressed": another evaluator held it back; a server makes a task of
 * what the tier does not get.
 */
export const contentSignalSchema = () =>
  z.strictObject({
    kind: z.literal('content'),
    content: z.string(),
    phase: z.enum(phases),
    step: z.string().optional(),
    reason: z.string().optional(),
    /** Instant until which a snoozed content stays away. */
    until: z.number().optional(),
    value: z.unknown().optional(),
    target: z.string().optional(),
  });
export type ContentSignal = z.infer<ReturnType<typeof contentSignalSchema>>;

/** The person did it, not the face. */
const PERSONAL = ['step', 'completed', 'dismissed', 'snoozed', 'never', 'clicked', 'helped'];
const ENDS = ['completed', 'dismissed', 'snoozed', 'never', 'failed', 'closed'];

export const content: SignalRuntime<ContentSignal> = {
  needs: ['content', 'phase'],
  activity: ({ phase }) => PERSONAL.includes(phase),
  absorb(state, signal, touch, program, emit) {
    const { content: id, phase, step, reason } = signal;
    const { now } = state;
    const config = program.contents.get(id);
    if (!config) return;
    if (phase === 'suppressed') return program.server?.suppressed(state, id, reason, program, emit);
    const record = (state.ct[id] ??= { n: 0 });
    const open = state.open[id];
    if (step) record.step = step;
    if (open && step) open.step = step;
    if (reason) record.reason = reason;
    if (phase === 'opening') state.open[id] = { at: now, by: reason ?? 'tab', ...open, tab: signal.tab ?? '' };
    else if (phase === 'failed') record.failed = now;
    else if (phase === 'shown') {
      delete record.failed;
      if (!open?.shown) {
        record.n++;
        record.first ??= now;
        record.last = now;
        record.ses = state.session.n;
        if (open) open.shown = 1;
        if (interrupts(config, program)) {
          state.caps.t = [...state.caps.t, now].slice(-64);
          state.caps.views = 0;
        }
      }
    } else if (phase === 'requested') {
      const by = reason ?? 'app';
      state.want[id] = { at: now, by };
      // Asked for where the person is now: it leaves the tab in which it stands.
      if (open && open.tab !== signal.tab && state.tabs[signal.tab ?? '']?.vis) Object.assign(open, { tab: '', by });
    } else if (phase === 'completed' || phase === 'dismissed' || phase === 'clicked') record[phase] = now;
    else if (phase === 'snoozed') record.snoozed = signal.until ?? now + 864e5;
    else if (phase === 'never') record.never = 1;
    else if (phase === 'helped') record.helped = signal.value ? 1 : 0;
    if (ENDS.includes(phase)) {
      if (phase === 'completed') delete record.step;
      delete state.open[id];
      if (phase !== 'failed') {
        record.ended = now;
        delete state.want[id];
      }
    }
    touch(`c:${id}`);
    touch('open');
  },
};
